package io.waggle.benchmarks.environment;

/** Something to measure, with its name on the command line. */
public interface Scenario {

    String name();

    /** Returns a one-line description. */
    String title();

    /** Creates the users and connections that it needs; starts the servers that it needs, if no scenario has before. */
    Run setUp(Environment environment) throws Exception;

    /** A prepared scenario. */
    interface Run extends AutoCloseable {

        /**
         * Runs it, and reports the figures to the environment. Always ends within a known time. Returns whether the result is
         * as it should be; if not, the reason has been reported too.
         */
        boolean run() throws Exception;

        /** Disconnects. */
        @Override
        void close();
    }
}
