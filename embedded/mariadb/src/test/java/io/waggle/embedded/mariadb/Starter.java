package io.waggle.embedded.mariadb;

import java.io.IOException;
import java.nio.file.Path;

/** A JVM of its own that starts a database, says its pid and waits to be killed. */
final class Starter {

    private Starter() {}

    @SuppressWarnings("resource") // The point is that nobody closes it.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        MariaDb database = MariaDb.start(Path.of(arguments[0]));
        System.out.println("pid " + database.pid());
        Thread.currentThread().join();
    }
}
