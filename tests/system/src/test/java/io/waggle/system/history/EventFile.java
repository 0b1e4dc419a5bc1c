package io.waggle.system.history;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;

/** Writes a log, on any thread. */
public final class EventFile implements AutoCloseable {

    static final String SUFFIX = ".jsonl";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Writer out;

    public EventFile(Path folder, String name) {
        try {
            out = Files.newBufferedWriter(folder.resolve(name + SUFFIX));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Logs an event with the present time. */
    public void add(LongFunction<Event> event) {
        synchronized (out) {
            try {
                out.write(JSON.writeValueAsString(event.apply(System.currentTimeMillis())));
                out.write('\n');
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** Makes everything that was logged readable. */
    public void flush() {
        synchronized (out) {
            try {
                out.flush();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Override
    public void close() {
        synchronized (out) {
            try {
                out.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** Reads the log, without a partial last line. */
    static List<Event> read(Path file) {
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(line -> JSON.readValue(line, Event.class))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
