package io.waggle.benchmarks.soak;

import java.io.IOException;

/**
 * One thing that clients do repeatedly. Each activity has its own thread and never runs twice at the same time.
 *
 * @param perMinute the usual rate
 */
record Activity(String name, double perMinute, Action action) {

    /** Runs the activity once. Fails if the server's answer is wrong. Ends within a time limit in every case. */
    interface Action {
        void run(int turn) throws IOException, InterruptedException;
    }
}
