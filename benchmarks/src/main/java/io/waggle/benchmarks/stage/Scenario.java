package io.waggle.benchmarks.stage;

/** One thing to measure, by the name that the command line knows it by. */
public interface Scenario {

    String name();

    /** What happens in it, in a line. */
    String title();

    /** Makes the users and connections that it needs; starts the servers that it needs, if none has before. */
    Run setUp(Stage stage) throws Exception;

    /** A scenario that is set up. */
    interface Run extends AutoCloseable {

        /**
         * Does it, and tells the stage the figures. Ends by itself, in time that is known before. Returns whether what came
         * out is as it should be; if it is not, the stage has been told why.
         */
        boolean run() throws Exception;

        /** Disconnects. */
        @Override
        void close();
    }
}
