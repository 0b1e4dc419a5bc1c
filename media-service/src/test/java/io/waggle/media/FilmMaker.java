package io.waggle.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Films and recordings as devices make them, by ffmpeg. */
public final class FilmMaker {

    /** Three seconds, upright: a test card of moving colours. */
    public static final String PICTURE = "-f lavfi -i testsrc=size=320x180:rate=25:duration=3";

    /** Two seconds: silent at first, then a tone. */
    public static final String SOUND =
            "-f lavfi -i aevalsrc=exprs=gte(t\\,1)*0.9*sin(2764*t):duration=2:sample_rate=48000";

    private FilmMaker() {}

    /** @param options one blank between each */
    public static byte[] make(Path folder, String name, String options) {
        Path file = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
        command.addAll(List.of(options.split(" ", -1)));
        command.add(file.toString());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start();
            assertThat(process.waitFor())
                    .as(Files.readString(folder.resolve("said")))
                    .isZero();
            return Files.readAllBytes(file);
        } catch (IOException absent) {
            throw new UncheckedIOException(
                    "these tests need ffmpeg: apt-get install ffmpeg, or brew install ffmpeg (./waggle doctor)",
                    absent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** As phones do it that are held upright: the picture lies on its side, and is to be turned to the right. */
    public static byte[] turned(byte[] film) {
        int matrix = find(film, "tkhd") + 4 + 40;
        ByteBuffer.wrap(film, matrix, 36)
                .putInt(0)
                .putInt(0x10000)
                .putInt(0)
                .putInt(-0x10000)
                .putInt(0)
                .putInt(0)
                .putInt(180 << 16)
                .putInt(0)
                .putInt(0x40000000);
        return film;
    }

    /** Where a box's name stands. */
    public static int find(byte[] film, String name) {
        int at = new String(film, StandardCharsets.ISO_8859_1).indexOf(name);
        assertThat(at).as(name).isNotNegative();
        return at;
    }
}
