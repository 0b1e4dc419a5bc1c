package io.waggle.media;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;

/** Images to upload, no two of which have the same bytes. */
public final class Pictures {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private Pictures() {}

    public static byte[] png(int width, int height) {
        return encoded(width, height, "png");
    }

    public static byte[] jpeg(int width, int height) {
        return encoded(width, height, "jpeg");
    }

    private static byte[] encoded(int width, int height, String format) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.setColor(new Color(COUNT.incrementAndGet() * 7_919 & 0xFFFFFF));
        graphics.fillRect(0, 0, width / 8 + 1, height / 8 + 1);
        graphics.dispose();
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, format, bytes);
            return bytes.toByteArray();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
