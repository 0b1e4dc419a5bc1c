package io.waggle.media.inspect;

import io.waggle.media.inspect.Subprocess.Outcome;
import io.waggle.media.worker.Worker;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Inspects files, a few at once, each in a separate Java process with little memory and a time limit, so that a malicious file
 * can only harm that process.
 */
@Component
public class Inspector {

    private final InspectProperties properties;
    private final Films films;
    private final Semaphore workers;

    Inspector(InspectProperties properties, Films films) {
        this.properties = properties;
        this.films = films;
        this.workers = new Semaphore(properties.workers(), true);
    }

    /** Returns whether the whole file must be on the disk for inspection. Other files are only read once. */
    public static boolean needsFile(String type) {
        return Sniffer.isImage(type) || Sniffer.isRecording(type);
    }

    /**
     * Waits for its turn, then for the result.
     *
     * @param stated the type that other users are told
     * @param found the type detected from the first bytes
     * @throws Damaged if an image cannot be shown; unreadable video and audio files only have fewer facts
     */
    public Findings look(String stated, String found, Workplace place) throws Damaged {
        try {
            if (!workers.tryAcquire(properties.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Refused(ErrorCode.OVERLOADED);
            }
            try {
                return Sniffer.isImage(found) ? image(found, place) : recording(stated, found, place);
            } finally {
                workers.release();
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Refused(ErrorCode.UNAVAILABLE);
        }
    }

    private Findings image(String found, Workplace place) throws IOException, InterruptedException, Damaged {
        Outcome outcome = Subprocess.run(command(found, place), place.folder(), properties.patience());
        if (outcome.exit() != 0) {
            throw new Damaged(whyNot(outcome));
        }
        return findings(place.folder());
    }

    /** Without ffmpeg, only the header is read and the metadata is overwritten. */
    private Findings recording(String stated, String found, Workplace place)
            throws IOException, InterruptedException, Damaged {
        Findings seen = films.look(stated, found, place);
        if (seen != null) {
            return seen;
        }
        Outcome outcome = Subprocess.run(command(found, place), place.folder(), films.patience(place.file()));
        if (outcome.exit() != 0) {
            throw new Damaged("the content cannot be read as " + stated
                    + ": upload it as application/octet-stream to send it unchanged");
        }
        return findings(place.folder());
    }

    private List<String> command(String found, Workplace place) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + properties.memoryMegabytes() + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-cp",
                classPath(),
                Worker.class.getName(),
                found,
                place.file().toString(),
                place.folder().toString(),
                Long.toString(properties.maxPixels()));
    }

    /** Returns this process's class path, with absolute paths, because the worker runs in another directory. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String whyNot(Outcome outcome) {
        if (outcome.exit() == Worker.DAMAGED) {
            return outcome.output().strip();
        }
        return outcome.exit() < 0 ? "the image takes too long to decode" : "the image cannot be decoded";
    }

    private static Findings findings(Path folder) throws IOException {
        Properties facts = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(Worker.FINDINGS))) {
            facts.load(reader);
        }
        return new Findings(
                number(facts, "width"),
                number(facts, "height"),
                number(facts, "durationMs"),
                facts.getProperty("blurhash", ""),
                Base64.getDecoder().decode(facts.getProperty("waveform", "")),
                shown(folder),
                made(folder, Worker.THUMB),
                null);
    }

    private static int number(Properties facts, String name) {
        long number = Long.parseLong(facts.getProperty(name, "0"));
        return Math.clamp(number, 0, Integer.MAX_VALUE);
    }

    private static @Nullable Path shown(Path folder) {
        Path file = folder.resolve(Worker.SHOWN);
        return Files.exists(file) ? file : null;
    }

    private static byte @Nullable [] made(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readAllBytes(file) : null;
    }
}
