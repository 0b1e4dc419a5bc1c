package io.waggle.media.worker;

import io.trbl.blurhash.BlurHash;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Properties;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/**
 * One image file. The size is read from the header before anything is decoded, and the decoder skips rows and columns, so a
 * large image takes no more memory than a small one.
 */
record Picture(String type, Path file, long maxPixels) {

    private static final int THUMB_SIDE = 320;
    private static final int HASHED_SIDE = 32;
    private static final float QUALITY = 0.82f;
    private static final int MAX_SIDE = 65_535;

    void look(Properties findings, Path folder) throws IOException, Unreadable {
        Orientation orientation = Orientation.of(file);
        BufferedImage small = upright(read(findings, orientation), orientation);
        BufferedImage thumb = scaled(small, THUMB_SIDE);
        writeJpeg(thumb, folder.resolve(Worker.THUMB));
        findings.setProperty("blurhash", BlurHash.encode(scaled(thumb, HASHED_SIDE), 4, 3));
        byte[] bytes = Files.readAllBytes(file);
        byte[] bare = Metadata.strip(type, bytes, orientation);
        if (bare.length != bytes.length) {
            Files.write(folder.resolve(Worker.SHOWN), bare);
        }
    }

    private BufferedImage read(Properties findings, Orientation orientation) throws IOException, Unreadable {
        try (ImageInputStream input = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type);
            if (!readers.hasNext()) {
                throw new Unreadable("there is no reader for " + type);
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(input, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                check(width, height);
                findings.setProperty("width", Integer.toString(orientation.turned() ? height : width));
                findings.setProperty("height", Integer.toString(orientation.turned() ? width : height));
                return decode(reader, width, height);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException malformed) {
            throw new Unreadable("the image cannot be decoded: " + malformed.getMessage());
        }
    }

    private void check(int width, int height) throws Unreadable {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE || (long) width * height > maxPixels) {
            throw new Unreadable("the image has " + width + " × " + height + " pixels; the maximum is " + maxPixels);
        }
    }

    private static BufferedImage decode(ImageReader reader, int width, int height) throws IOException {
        int step = Math.max(1, Math.max(width, height) / (2 * THUMB_SIDE));
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, param);
    }

    private static BufferedImage upright(BufferedImage image, Orientation orientation) {
        boolean turned = orientation.turned();
        BufferedImage canvas = new BufferedImage(
                turned ? image.getHeight() : image.getWidth(),
                turned ? image.getWidth() : image.getHeight(),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        graphics.drawImage(image, orientation.transform(image.getWidth(), image.getHeight()), null);
        graphics.dispose();
        return canvas;
    }

    private static BufferedImage scaled(BufferedImage image, int side) {
        double factor = Math.min(1.0, (double) side / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
        BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return canvas;
    }

    private static void writeJpeg(BufferedImage image, Path to) throws IOException {
        ImageWriter writer = ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), "jpeg")
                .next();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(to.toFile())) {
            ImageWriteParam param = new JPEGImageWriteParam(null);
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
    }
}
