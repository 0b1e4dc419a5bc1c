package io.waggle.system;

/** What a machine lacks for a test: a line says so and the test does not run. In CI it fails, since there nothing is left out. */
final class Lack {

    private Lack() {}

    /**
     * Says it.
     *
     * @param line who needs what, and how to get it
     */
    static void tell(String line) {
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(line);
        }
        System.err.println("NOT RUN: " + line);
    }
}
