package io.waggle.media.worker;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** Removes metadata (place, time, device, program) from an image. The pixels and colours stay unchanged. */
final class Metadata {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
    private static final Set<String> KEPT_OF_PNG = Set.of(
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "bKGD", "pHYs", "acTL",
            "fcTL", "fdAT", "cICP");
    private static final Set<String> DROPPED_OF_WEBP = Set.of("EXIF", "XMP ");
    private static final int WEBP_HAS_EXIF = 0x08;
    private static final int WEBP_HAS_XMP = 0x04;

    private Metadata() {}

    static byte[] strip(String type, byte[] image, Orientation orientation) throws Unreadable {
        try {
            return switch (type) {
                case "image/jpeg" -> Jpeg.strip(image, orientation);
                case "image/png" -> stripPng(image);
                case "image/webp" -> stripWebp(image);
                case "image/gif" -> Gif.strip(image);
                default -> image;
            };
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException cutOff) {
            throw new Unreadable("the image is cut off");
        }
    }

    /** Drops every chunk that is not needed to show the image, and all data after its end. */
    private static byte[] stripPng(byte[] image) {
        ByteBuffer in = ByteBuffer.wrap(image);
        ByteArrayOutputStream out = new ByteArrayOutputStream(image.length);
        out.writeBytes(PNG);
        in.position(PNG.length);
        String name = "";
        while (!name.equals("IEND")) {
            int start = in.position();
            int length = in.getInt();
            name = fourCharacters(in);
            in.position(Math.addExact(in.position(), Math.addExact(positive(length), 4)));
            if (KEPT_OF_PNG.contains(name)) {
                out.write(image, start, in.position() - start);
            }
        }
        return out.toByteArray();
    }

    private static byte[] stripWebp(byte[] image) {
        ByteBuffer in = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).position(4);
        int end = Math.min(image.length, Math.addExact(in.getInt(), 8));
        in.position(12);
        ByteArrayOutputStream out = new ByteArrayOutputStream(image.length);
        out.write(image, 0, 12);
        while (in.position() + 8 <= end) {
            int start = in.position();
            String name = fourCharacters(in);
            int length = positive(in.getInt());
            in.position(Math.min(end, Math.addExact(in.position(), length + (length & 1))));
            if (!DROPPED_OF_WEBP.contains(name)) {
                byte[] chunk = Arrays.copyOfRange(image, start, in.position());
                if (name.equals("VP8X")) {
                    chunk[8] &= (byte) ~(WEBP_HAS_EXIF | WEBP_HAS_XMP);
                }
                out.writeBytes(chunk);
            }
        }
        byte[] bare = out.toByteArray();
        ByteBuffer.wrap(bare).order(ByteOrder.LITTLE_ENDIAN).putInt(4, bare.length - 8);
        return bare;
    }

    /** Refuses a negative length, which would move the position back and cause an endless loop. */
    private static int positive(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("a negative length: " + length);
        }
        return length;
    }

    private static String fourCharacters(ByteBuffer in) {
        byte[] name = new byte[4];
        in.get(name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
