package io.waggle.system.client;

import io.waggle.system.program.RunningProgram;
import io.waggle.system.time.Eventually;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.imageio.ImageIO;

import static org.assertj.core.api.Assertions.assertThat;

/** Media to send, each time with another content. */
public enum SampleMedia {
    IMAGE("bee.jpg", "image/jpeg"),
    VOICE("a.ogg", "audio/ogg"),
    VIDEO("bees.mp4", "video/mp4");

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 960;

    private final String fileName;
    private final String type;

    SampleMedia(String fileName, String type) {
        this.fileName = fileName;
        this.type = type;
    }

    /** Uploads it and returns the media id. */
    public String upload(Api api, Login sender) {
        int number = ThreadLocalRandom.current().nextInt(10_000);
        byte[] content = switch (this) {
            case IMAGE -> picture(number);
            case VOICE -> ffmpeg("sine=duration=4.2:frequency=" + (200 + number), "-c:a", "libopus");
            case VIDEO ->
                ffmpeg(
                        "color=duration=1:rate=10:size=320x180:color=0x" + (100_000 + number),
                        "-c:v",
                        "libx264",
                        "-pix_fmt",
                        "yuv420p");
        };
        return api.upload(sender, fileName, type, content);
    }

    /** Returns a JPEG of 1280 × 960 pixels. */
    public static byte[] picture(int number) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, new Color(number), WIDTH, HEIGHT, Color.YELLOW));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpg", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private byte[] ffmpeg(String source, String... codec) {
        try {
            Path folder = Files.createTempDirectory("waggle-sample-");
            Path file = folder.resolve(fileName);
            List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-f", "lavfi", "-i", source));
            command.addAll(List.of(codec));
            command.add(file.toString());
            try (RunningProgram program = new RunningProgram(command)) {
                assertThat(program.awaitEnd(Eventually.TIMEOUT))
                        .as(program.lines().toString())
                        .isZero();
            }
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);
            Files.delete(folder);
            return content;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
