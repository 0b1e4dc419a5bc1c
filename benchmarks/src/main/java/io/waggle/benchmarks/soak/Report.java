package io.waggle.benchmarks.soak;

import io.waggle.benchmarks.stage.Stage;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the soak's results to the screen and to its table, line by line, so that an interrupted run also leaves a table. */
final class Report implements AutoCloseable {

    private final Stage stage;
    private final PrintWriter table;

    Report(Stage stage, Path file) throws IOException {
        this.stage = stage;
        this.table = new PrintWriter(Files.newBufferedWriter(file), true);
    }

    void say(String line) {
        stage.say(line);
        table.println(line);
    }

    @Override
    public void close() {
        table.close();
    }
}
