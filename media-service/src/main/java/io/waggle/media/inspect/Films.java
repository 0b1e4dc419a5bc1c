package io.waggle.media.inspect;

import io.waggle.media.inspect.Subprocess.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Films and recordings, with ffmpeg where there is one. Where there is none, a film has no poster, and only WAV a waveform.
 *
 * <p>The file is opened as the container that it was found to be, and nothing else is opened: a list of addresses that calls
 * itself a film leads nowhere.
 */
@Component
class Films {

    private static final Logger log = LoggerFactory.getLogger(Films.class);
    private static final int STRETCHES = 64;
    private static final int RATE = 8_000;
    private static final int LISTENED_SECONDS = 900;
    private static final int POSTER_SIDE = 720;

    private static final Map<String, String> FORMATS = Map.ofEntries(
            Map.entry("video/mp4", "mov"),
            Map.entry("application/mp4", "mov"),
            Map.entry("video/quicktime", "mov"),
            Map.entry("video/x-m4v", "mov"),
            Map.entry("video/3gpp", "mov"),
            Map.entry("audio/mp4", "mov"),
            Map.entry("video/webm", "matroska"),
            Map.entry("application/x-matroska", "matroska"),
            Map.entry("audio/ogg", "ogg"),
            Map.entry("application/ogg", "ogg"),
            Map.entry("audio/opus", "ogg"),
            Map.entry("audio/vorbis", "ogg"),
            Map.entry("audio/mpeg", "mp3"));

    private final InspectProperties properties;
    private final boolean present;

    Films(InspectProperties properties) throws InterruptedException {
        this.properties = properties;
        this.present = isThere(properties.ffmpeg());
        if (!present) {
            log.info("There is no ffmpeg: films are shown without a poster, and most recordings without a waveform");
        }
    }

    /** What ffmpeg adds to what was found without it. */
    Findings add(Findings findings, String found, Path file, Path folder) throws IOException, InterruptedException {
        String format = FORMATS.get(found);
        if (!present || format == null) {
            return findings;
        }
        byte[] poster = found.startsWith("audio/") ? null : poster(format, file, folder);
        byte[] samples = samples(format, file, folder);
        return new Findings(
                findings.width(),
                findings.height(),
                findings.durationMs() == 0 ? lengthOf(samples) : findings.durationMs(),
                findings.blurhash(),
                findings.waveform().length == 0 ? peaks(samples) : findings.waveform(),
                findings.shown(),
                findings.thumb(),
                poster);
    }

    private byte @Nullable [] poster(String format, Path file, Path folder) throws IOException, InterruptedException {
        Path to = folder.resolve("poster.jpg");
        String size = "scale='min(" + POSTER_SIDE + ",iw)':-2";
        run(folder, format, file, List.of("-frames:v", "1", "-vf", size, "-map_metadata", "-1", "-y", to.toString()));
        return Files.exists(to) && Files.size(to) > 0 ? Files.readAllBytes(to) : null;
    }

    /** The first quarter of an hour, one byte for each of the samples; 128 is silence. */
    private byte[] samples(String format, Path file, Path folder) throws IOException, InterruptedException {
        Path to = folder.resolve("samples");
        List<String> wanted = List.of(
                "-vn", "-ac", "1", "-ar", "" + RATE, "-t", "" + LISTENED_SECONDS, "-f", "u8", "-y", to.toString());
        run(folder, format, file, wanted);
        return Files.exists(to) ? Files.readAllBytes(to) : new byte[0];
    }

    private void run(Path folder, String format, Path file, List<String> wanted)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                properties.ffmpeg(),
                "-v",
                "error",
                "-nostdin",
                "-threads",
                "1",
                "-protocol_whitelist",
                "file",
                "-f",
                format,
                "-i",
                file.toString()));
        command.addAll(wanted);
        Outcome outcome = Subprocess.run(command, folder, properties.patience());
        if (outcome.exit() != 0) {
            log.debug("ffmpeg ended with {}", outcome.exit());
        }
    }

    /** 0, not known, for what is longer than was listened to. */
    private static int lengthOf(byte[] samples) {
        return samples.length >= RATE * LISTENED_SECONDS ? 0 : Math.toIntExact(samples.length * 1_000L / RATE);
    }

    private static byte[] peaks(byte[] samples) {
        byte[] peaks = new byte[Math.min(STRETCHES, samples.length)];
        for (int i = 0; i < samples.length; i++) {
            int stretch = (int) ((long) i * peaks.length / samples.length);
            int loud = Math.min(255, Math.abs((samples[i] & 0xFF) - 128) * 2);
            peaks[stretch] = (byte) Math.max(peaks[stretch] & 0xFF, loud);
        }
        return peaks;
    }

    private static boolean isThere(String ffmpeg) throws InterruptedException {
        if (ffmpeg.isBlank()) {
            return false;
        }
        try {
            Path folder = Files.createTempDirectory("waggle-ffmpeg-");
            try {
                return Subprocess.run(List.of(ffmpeg, "-version"), folder, Duration.ofSeconds(10))
                                .exit()
                        == 0;
            } finally {
                Workplace.delete(folder);
            }
        } catch (IOException absent) {
            return false;
        }
    }
}
