package io.waggle.benchmarks.load;

/**
 * The size of a comparison.
 *
 * @param users the number of connected users
 * @param senders the number of senders; they are the first of the users
 * @param warmUp messages before the measurement
 * @param measured messages of each round
 */
public record Scale(int users, int senders, int warmUp, int measured, int rounds) {}
