package io.waggle.media.worker;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Copies a GIF's blocks without comments and application data. Keeps the image and the repeat count. */
final class Gif {

    private static final int HEADER = 6;
    private static final int SCREEN = 7;
    private static final int IMAGE = 0x2C;
    private static final int EXTENSION = 0x21;
    private static final int TRAILER = 0x3B;
    private static final int COMMENT = 0xFE;
    private static final int APPLICATION = 0xFF;

    /** The application blocks that say how often an animation repeats. */
    private static final Set<String> KEPT = Set.of("NETSCAPE2.0", "ANIMEXTS1.0");

    private Gif() {}

    static byte[] strip(byte[] image) throws Unreadable {
        ByteBuffer in = ByteBuffer.wrap(image);
        ByteArrayOutputStream out = new ByteArrayOutputStream(image.length);
        in.position(HEADER + SCREEN);
        skipColours(in, image[HEADER + 4]);
        out.write(image, 0, in.position());
        int kind = in.get() & 0xFF;
        while (kind != TRAILER) {
            int start = in.position() - 1;
            if (isKept(kind, in)) {
                out.write(image, start, in.position() - start);
            }
            kind = in.get() & 0xFF;
        }
        // Data after the trailer is dropped.
        out.write(TRAILER);
        return out.toByteArray();
    }

    /** Returns whether the block is kept. Moves the buffer to the end of the block. */
    private static boolean isKept(int kind, ByteBuffer in) throws Unreadable {
        if (kind == IMAGE) {
            in.position(in.position() + 8);
            skipColours(in, in.get());
            in.get();
            skipParts(in);
            return true;
        }
        if (kind != EXTENSION) {
            throw new Unreadable("the image is damaged");
        }
        int label = in.get() & 0xFF;
        boolean kept = label != COMMENT && (label != APPLICATION || KEPT.contains(application(in)));
        skipParts(in);
        return kept;
    }

    private static String application(ByteBuffer in) {
        byte[] name = new byte[in.get(in.position()) & 0xFF];
        in.get(in.position() + 1, name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private static void skipColours(ByteBuffer in, byte flags) {
        if ((flags & 0x80) != 0) {
            in.position(in.position() + 3 * (2 << (flags & 7)));
        }
    }

    private static void skipParts(ByteBuffer in) {
        for (int length = in.get() & 0xFF; length > 0; length = in.get() & 0xFF) {
            in.position(in.position() + length);
        }
    }
}
