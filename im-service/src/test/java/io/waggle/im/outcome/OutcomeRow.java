package io.waggle.im.outcome;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A row of the table.
 *
 * @param done what is done
 * @param message to a message that
 */
record OutcomeRow(String done, String message, String outcome) {

    private static final Path PAGE = Path.of("../docs/messages.md");
    private static final String HEADING = "| what is done | to a message that | outcome |";
    private static final int CELLS = 3;

    static List<OutcomeRow> onPage() {
        try {
            return Files.readString(PAGE)
                    .lines()
                    .dropWhile(line -> !line.equals(HEADING))
                    .skip(2)
                    .takeWhile(line -> line.startsWith("|"))
                    .map(OutcomeRow::parse)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static OutcomeRow parse(String line) {
        List<String> cells = List.of(line.substring(2, line.length() - 2).split(" \\| ", -1));
        if (cells.size() != CELLS) {
            throw new IllegalArgumentException("three cells are needed: " + line);
        }
        return new OutcomeRow(cells.get(0), cells.get(1), cells.get(2));
    }

    @Override
    public String toString() {
        return done + " | " + message + " | " + outcome;
    }
}
