package io.waggle.media.worker;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.mp4.Mp4Directory;
import com.drew.metadata.mp4.media.Mp4VideoDirectory;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Properties;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** What can be told of a film or a recording without a decoder: how long it is, how large, and of PCM how loud. */
final class Recording {

    private static final int STRETCHES = 64;

    private Recording() {}

    static void look(String type, Path file, Properties findings) throws IOException {
        if (type.contains("wav")) {
            listen(file, findings);
        } else {
            readHeader(file, findings);
        }
    }

    private static void readHeader(Path file, Properties findings) throws IOException {
        try {
            Metadata metadata = ImageMetadataReader.readMetadata(file.toFile());
            Mp4Directory film = metadata.getFirstDirectoryOfType(Mp4Directory.class);
            if (film != null && film.containsTag(Mp4Directory.TAG_DURATION_SECONDS)) {
                double seconds = film.getDouble(Mp4Directory.TAG_DURATION_SECONDS);
                findings.setProperty("durationMs", Long.toString(Math.round(seconds * 1_000)));
            }
            Mp4VideoDirectory picture = metadata.getFirstDirectoryOfType(Mp4VideoDirectory.class);
            if (picture != null && picture.containsTag(Mp4VideoDirectory.TAG_WIDTH)) {
                findings.setProperty("width", Integer.toString(picture.getInt(Mp4VideoDirectory.TAG_WIDTH)));
                findings.setProperty("height", Integer.toString(picture.getInt(Mp4VideoDirectory.TAG_HEIGHT)));
            }
        } catch (ImageProcessingException | MetadataException nothingToTell) {
            findings.setProperty("unknown", String.valueOf(nothingToTell.getMessage()));
        }
    }

    private static void listen(Path file, Properties findings) throws IOException {
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
        } catch (UnsupportedAudioFileException nothingToTell) {
            findings.setProperty("unknown", String.valueOf(nothingToTell.getMessage()));
        }
    }

    /** The loudest sample of each of equal stretches, 0 to 255. */
    private static byte[] peaks(AudioInputStream audio, long frames) throws IOException {
        byte[] peaks = new byte[(int) Math.min(STRETCHES, frames)];
        int frameBytes = audio.getFormat().getFrameSize();
        byte[] buffer = new byte[8_192 * frameBytes];
        long frame = 0;
        for (int count = audio.read(buffer); count > 0; count = audio.read(buffer)) {
            for (int at = 0; at + 1 < count; at += frameBytes, frame++) {
                int sample = Math.abs((short) ((buffer[at] & 0xFF) | (buffer[at + 1] << 8)));
                int stretch = (int) Math.min(peaks.length - 1, frame * peaks.length / frames);
                peaks[stretch] = (byte) Math.max(peaks[stretch] & 0xFF, Math.min(255, sample >> 7));
            }
        }
        return peaks;
    }
}
