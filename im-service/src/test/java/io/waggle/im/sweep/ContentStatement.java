package io.waggle.im.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A line of {@code contents.txt}.
 *
 * @param operation as in {@code operations.txt}
 * @param request with names in place of ids; {@code -}: the requests of {@code operations.txt}
 */
record ContentStatement(String operation, Shows shows, String request) {

    private static final String AS_IN_TABLE = "-";

    /** What an operation shows of a message's content. */
    enum Shows {
        /** The content, until the message is recalled. */
        CONTENT,
        /** The copy of the content, after the message was recalled. */
        COPY,
        NOTHING
    }

    static List<ContentStatement> all() {
        try (InputStream table = ContentStatement.class.getResourceAsStream("contents.txt")) {
            return new String(Objects.requireNonNull(table).readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(ContentStatement::parse)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    boolean isAsInTable() {
        return request.equals(AS_IN_TABLE);
    }

    private static ContentStatement parse(String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != 3) {
            throw new IllegalArgumentException("three cells are needed: " + line);
        }
        return new ContentStatement(
                cells[0].strip(), Shows.valueOf(cells[1].strip().toUpperCase(Locale.ROOT)), cells[2].strip());
    }
}
