package io.waggle.media.worker;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.mov.QuickTimeDirectory;
import com.drew.metadata.mov.media.QuickTimeVideoDirectory;
import com.drew.metadata.mp4.Mp4Directory;
import com.drew.metadata.mp4.media.Mp4VideoDirectory;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * The facts about a video or audio file that need no decoder: its length, its size in pixels, and the loudness of PCM audio.
 */
final class Recording {

    private static final int SECTIONS = 64;
    private static final Pattern IN_BOXES = Pattern.compile(".*/(mp4|quicktime|x-m4v|x-m4a|3gpp2?)");
    private static final Set<String> QUARTER_TURNS = Set.of("90", "-90", "270", "-270");

    private Recording() {}

    static void look(String type, Path file, Properties findings, Path folder) throws IOException {
        if (type.contains("wav")) {
            measure(file, findings);
            return;
        }
        if (IN_BOXES.matcher(type).matches()) {
            Boxes.blank(Files.copy(file, folder.resolve(Worker.SHOWN), StandardCopyOption.REPLACE_EXISTING));
        }
        readHeader(file, findings);
    }

    private static void readHeader(Path file, Properties findings) {
        try {
            Metadata metadata = ImageMetadataReader.readMetadata(file.toFile());
            for (Mp4Directory film : metadata.getDirectoriesOfType(Mp4Directory.class)) {
                copy(film, Mp4Directory.TAG_DURATION_SECONDS, Mp4Directory.TAG_ROTATION, findings);
            }
            for (QuickTimeDirectory film : metadata.getDirectoriesOfType(QuickTimeDirectory.class)) {
                copy(film, QuickTimeDirectory.TAG_DURATION_SECONDS, QuickTimeDirectory.TAG_ROTATION, findings);
            }
            boolean turned = QUARTER_TURNS.contains(findings.getProperty("rotation"));
            for (Mp4VideoDirectory picture : metadata.getDirectoriesOfType(Mp4VideoDirectory.class)) {
                copy(picture, Mp4VideoDirectory.TAG_WIDTH, turned ? "height" : "width", findings);
                copy(picture, Mp4VideoDirectory.TAG_HEIGHT, turned ? "width" : "height", findings);
            }
            for (QuickTimeVideoDirectory picture : metadata.getDirectoriesOfType(QuickTimeVideoDirectory.class)) {
                copy(picture, QuickTimeVideoDirectory.TAG_WIDTH, turned ? "height" : "width", findings);
                copy(picture, QuickTimeVideoDirectory.TAG_HEIGHT, turned ? "width" : "height", findings);
            }
        } catch (ImageProcessingException | IOException | RuntimeException unreadable) {
            findings.setProperty("unknown", String.valueOf(unreadable.getMessage()));
        }
    }

    private static void copy(Directory film, int seconds, int rotation, Properties findings) {
        Double length = film.getDoubleObject(seconds);
        if (length != null) {
            findings.setProperty("durationMs", Long.toString(Math.round(length * 1_000)));
        }
        copy(film, rotation, "rotation", findings);
    }

    private static void copy(Directory film, int tag, String name, Properties findings) {
        Integer number = film.getInteger(tag);
        if (number != null && number != 0) {
            findings.setProperty(name, number.toString());
        }
    }

    private static void measure(Path file, Properties findings) throws IOException {
        try (AudioInputStream audio =
                AudioSystem.getAudioInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            AudioFormat format = audio.getFormat();
            long frames = audio.getFrameLength();
            if (frames <= 0 || format.getFrameRate() <= 0) {
                return;
            }
            findings.setProperty("durationMs", Long.toString((long) (frames * 1_000 / format.getFrameRate())));
            if (format.getSampleSizeInBits() == 16 && !format.isBigEndian()) {
                findings.setProperty("waveform", Base64.getEncoder().encodeToString(peaks(audio, frames)));
            }
        } catch (UnsupportedAudioFileException unreadable) {
            findings.setProperty("unknown", String.valueOf(unreadable.getMessage()));
        }
    }

    /** Returns the loudest sample of each of a number of equal sections, 0 to 255. */
    private static byte[] peaks(AudioInputStream audio, long frames) throws IOException {
        byte[] peaks = new byte[(int) Math.min(SECTIONS, frames)];
        int frameBytes = audio.getFormat().getFrameSize();
        byte[] buffer = new byte[8_192 * frameBytes];
        long frame = 0;
        for (int count = audio.read(buffer); count > 0; count = audio.read(buffer)) {
            for (int at = 0; at + 1 < count; at += frameBytes, frame++) {
                int sample = Math.abs((short) ((buffer[at] & 0xFF) | (buffer[at + 1] << 8)));
                int section = (int) Math.min(peaks.length - 1, frame * peaks.length / frames);
                peaks[section] = (byte) Math.max(peaks[section] & 0xFF, Math.min(255, sample >> 7));
            }
        }
        return peaks;
    }
}
