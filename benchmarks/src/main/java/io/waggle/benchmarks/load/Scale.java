package io.waggle.benchmarks.load;

/**
 * How large a comparison is.
 *
 * @param users who are connected
 * @param senders the first of them, who send
 * @param warmUp messages before the measuring
 * @param measured messages of each round
 */
public record Scale(int users, int senders, int warmUp, int measured, int rounds) {}
