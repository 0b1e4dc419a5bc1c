package io.waggle.benchmarks.soak;

import io.waggle.benchmarks.environment.Environment;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the soak's results line by line to the screen and to the table file, so that an interrupted run also leaves a table.
 */
final class Report implements AutoCloseable {

    private final Environment environment;
    private final PrintWriter table;

    Report(Environment environment, Path file) throws IOException {
        this.environment = environment;
        this.table = new PrintWriter(Files.newBufferedWriter(file), true);
    }

    void say(String line) {
        environment.say(line);
        table.println(line);
    }

    @Override
    public void close() {
        table.close();
    }
}
