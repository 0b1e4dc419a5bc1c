package io.waggle.media.worker;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Copies a JPEG's segments without metadata. Writes the orientation again, if it is not the normal one. */
final class Jpeg {

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COMMENT = 0xFE;

    private Jpeg() {}

    static byte[] strip(byte[] image, Orientation orientation) throws Unreadable {
        ByteBuffer in = ByteBuffer.wrap(image);
        ByteArrayOutputStream out = new ByteArrayOutputStream(image.length);
        if (marker(in) != SOI) {
            throw new Unreadable("the image is not a JPEG");
        }
        write(out, SOI);
        if (!orientation.equals(Orientation.UPRIGHT)) {
            out.writeBytes(exif(orientation));
        }
        int marker = marker(in);
        while (marker != EOI) {
            int start = in.position();
            in.position(start + (in.getShort() & 0xFFFF));
            if (isKept(marker, image, start)) {
                write(out, marker);
                out.write(image, start, in.position() - start);
            }
            if (marker == SOS) {
                copyScan(in, image, out);
            }
            marker = marker(in);
        }
        // Data after the end marker, such as a second image, is dropped.
        write(out, EOI);
        return out.toByteArray();
    }

    private static boolean isKept(int marker, byte[] image, int start) {
        return switch (marker) {
            case APP0 -> begins(image, start, "JFIF");
            case APP2 -> begins(image, start, "ICC_PROFILE");
            case APP14 -> begins(image, start, "Adobe");
            case COMMENT -> false;
            default -> marker < APP0 || marker > APP15;
        };
    }

    private static boolean begins(byte[] image, int start, String name) {
        byte[] wanted = name.getBytes(StandardCharsets.ISO_8859_1);
        return start + 2 + wanted.length <= image.length
                && new String(image, start + 2, wanted.length, StandardCharsets.ISO_8859_1).equals(name);
    }

    /** Copies up to the next marker that is not part of the scan. */
    private static void copyScan(ByteBuffer in, byte[] image, ByteArrayOutputStream out) {
        int start = in.position();
        while (true) {
            if ((in.get() & 0xFF) == 0xFF) {
                int next = in.get(in.position()) & 0xFF;
                boolean partOfScan = next == 0 || (next >= 0xD0 && next <= 0xD7);
                if (!partOfScan) {
                    break;
                }
            }
        }
        in.position(in.position() - 1);
        out.write(image, start, in.position() - start);
    }

    private static int marker(ByteBuffer in) throws Unreadable {
        if ((in.get() & 0xFF) != 0xFF) {
            throw new Unreadable("the image is damaged");
        }
        int marker = in.get() & 0xFF;
        while (marker == 0xFF) {
            marker = in.get() & 0xFF;
        }
        return marker;
    }

    private static void write(ByteArrayOutputStream out, int marker) {
        out.write(0xFF);
        out.write(marker);
    }

    /** Returns an EXIF segment that contains only the orientation. */
    private static byte[] exif(Orientation orientation) {
        return ByteBuffer.allocate(36)
                .putShort((short) 0xFFE1)
                .putShort((short) 34)
                .put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1))
                .put("MM\0*".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation.value())
                .putShort((short) 0)
                .putInt(0)
                .array();
    }
}
