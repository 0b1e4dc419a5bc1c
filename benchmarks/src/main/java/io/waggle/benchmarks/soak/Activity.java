package io.waggle.benchmarks.soak;

import java.io.IOException;

/**
 * One thing that clients do, over and over. Each runs on a thread of its own, never twice at the same time.
 *
 * @param perMinute how often, at the usual pace
 */
record Activity(String name, double perMinute, Act act) {

    /** Does it once, and fails if the server did not answer as it should. Ends in time, whatever the server does. */
    interface Act {
        void once(int turn) throws IOException, InterruptedException;
    }
}
