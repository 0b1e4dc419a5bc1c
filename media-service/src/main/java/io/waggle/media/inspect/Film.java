package io.waggle.media.inspect;

import io.waggle.media.inspect.Subprocess.Limits;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** One video or audio file that ffmpeg processes. All steps share one time limit. */
final class Film {

    private static final int RATE = 8_000;
    private static final int DECODED_SECONDS = 900;
    private static final int POSTER_SIDE = 720;
    private static final String SCALED =
            "scale=w='min(%1$d,iw)':h='min(%1$d,ih)':force_original_aspect_ratio=decrease".formatted(POSTER_SIDE);
    /** Selects the most typical of this many frames, so that the poster is not a black first frame. */
    private static final String TYPICAL = "thumbnail=n=30";

    private static final List<String> WITHOUT_METADATA =
            List.of("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact");
    private static final List<String> WANTED_FACTS = List.of(
            "-select_streams",
            "V:0",
            "-show_entries",
            "format=duration:stream=width,height:stream_tags=rotate:stream_side_data=rotation");

    private final Ffmpeg ffmpeg;
    private final Container container;
    private final String stated;
    private final Workplace place;
    private final int megabytes;
    private final long end;
    private final Path copy;

    Film(Ffmpeg ffmpeg, Container container, String stated, Workplace place, int megabytes, Duration patience) {
        this.ffmpeg = ffmpeg;
        this.container = container;
        this.stated = stated;
        this.place = place;
        this.megabytes = megabytes;
        this.end = System.nanoTime() + patience.toNanos();
        this.copy = place.folder().resolve("copy");
    }

    /**
     * Copies the packets unchanged, so it takes as long as the disk does. Everything that is neither video nor audio is left
     * out.
     */
    boolean copy() throws IOException, InterruptedException {
        List<String> streams = isSound() ? List.of("-map", "0:a:0") : List.of("-map", "0:V:0?", "-map", "0:a:0?");
        // A small file can be crafted so that its packets are the same bytes many times.
        long maxBytes = Files.size(place.file()) * 5 / 4 + (4 << 20);
        for (String muxer : container.muxers(stated)) {
            List<String> wanted = new ArrayList<>(streams);
            wanted.addAll(List.of("-c", "copy"));
            wanted.addAll(WITHOUT_METADATA);
            wanted.addAll(
                    switch (muxer) {
                        case "mp4", "mov", "3gp", "3g2" -> List.of("-movflags", "+faststart");
                        case "mp3" -> List.of("-id3v2_version", "0");
                        default -> List.<String>of();
                    });
            wanted.addAll(List.of("-f", muxer, "-y", copy.toString()));
            if (make(place.file(), List.of(), wanted, maxBytes) && Files.size(copy) > 0) {
                return true;
            }
        }
        Files.deleteIfExists(copy);
        return false;
    }

    Findings look() throws IOException, InterruptedException {
        Properties facts = facts();
        byte[] samples = isSound() ? samples() : new byte[0];
        int durationMs = Waveform.isWhole(samples, RATE, DECODED_SECONDS)
                ? Waveform.durationMs(samples, RATE)
                : (int) Math.clamp(number(facts, "duration") * 1_000, 0, Integer.MAX_VALUE);
        boolean turned = Math.round(Math.abs(number(facts, "rotation"))) % 180 == 90;
        int width = (int) number(facts, "width");
        int height = (int) number(facts, "height");
        return new Findings(
                turned ? height : width,
                turned ? width : height,
                durationMs,
                "",
                Waveform.peaks(samples),
                copy,
                null,
                isSound() || width == 0 ? null : poster(durationMs));
    }

    private boolean isSound() {
        return stated.startsWith("audio/");
    }

    private Properties facts() throws IOException, InterruptedException {
        Properties facts = new Properties();
        facts.load(new StringReader(ffmpeg.probe(container, copy, WANTED_FACTS, place.folder(), limits(1 << 16))));
        return facts;
    }

    /** Creates the poster. ffmpeg rotates it upright. */
    private byte @Nullable [] poster(int durationMs) throws IOException, InterruptedException {
        Path to = place.folder().resolve("poster.jpg");
        double start = Math.min(3_000, durationMs / 3) / 1_000.0;
        List<String> wanted = new ArrayList<>(List.of("-map", "0:V:0", "-frames:v", "1"));
        wanted.addAll(List.of("-vf", SCALED + "," + TYPICAL + ",format=yuvj420p", "-c:v", "mjpeg", "-q:v", "4"));
        wanted.addAll(WITHOUT_METADATA);
        wanted.addAll(List.of("-flags:v", "+bitexact", "-f", "image2", "-update", "1", "-y", to.toString()));
        for (String from : List.of(String.format(Locale.ROOT, "%.3f", start), "0")) {
            make(copy, List.of("-ss", from), wanted, 4 << 20);
            if (Files.exists(to) && Files.size(to) > 0) {
                return Files.readAllBytes(to);
            }
        }
        return null;
    }

    /** Returns samples of the first fifteen minutes, one byte each; 128 is silence. */
    private byte[] samples() throws IOException, InterruptedException {
        Path to = place.folder().resolve("samples");
        List<String> wanted = List.of(
                "-map", "0:a:0", "-ac", "1", "-ar", "" + RATE, "-t", "" + DECODED_SECONDS, "-f", "u8", "-y", "" + to);
        boolean decoded = make(copy, List.of(), wanted, 2L * RATE * DECODED_SECONDS);
        return decoded ? Files.readAllBytes(to) : new byte[0];
    }

    private boolean make(Path file, List<String> before, List<String> after, long maxBytes)
            throws IOException, InterruptedException {
        Limits limits = limits(maxBytes);
        return !limits.patience().isZero() && ffmpeg.make(container, file, before, after, place.folder(), limits);
    }

    private Limits limits(long fileBytes) {
        long left = Math.max(0, end - System.nanoTime());
        return new Limits(Duration.ofNanos(left), megabytes, fileBytes);
    }

    private static double number(Properties facts, String name) {
        try {
            return Double.parseDouble(facts.getProperty(name, "0"));
        } catch (NumberFormatException notAvailable) {
            return 0;
        }
    }
}
