package io.waggle.media.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Overwrites the metadata of an MP4 (place, time, device) in place. Nothing moves, so the rest of the file does not change.
 * Tracks that are neither video nor audio are marked as free space, because a track may record places.
 *
 * <p>A box consists of its length, its name, and its content: boxes or data.
 */
record Boxes(FileChannel file) {

    private static final Set<String> OF_BOXES = Set.of("moov", "trak", "mdia", "moof", "traf");
    private static final Set<String> METADATA = Set.of("udta", "meta", "uuid");
    private static final Set<String> DATED = Set.of("mvhd", "tkhd", "mdhd");
    private static final Set<String> VIDEO_OR_AUDIO = Set.of("vide", "soun");
    private static final String EMPTY = "free";
    private static final int HEADER = 8;
    private static final int LONG_HEADER = 16;
    private static final int DEEPEST = 8;
    private static final byte[] NOTHING = new byte[65_536];

    /** Blanks the metadata. If a part cannot be read as boxes, the rest stays unchanged. */
    static void blank(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            new Boxes(channel).blank(0, channel.size(), 0);
        }
    }

    private void blank(long from, long end, int depth) throws IOException {
        long at = from;
        while (at + HEADER <= end) {
            ByteBuffer head = read(at, LONG_HEADER);
            long length = Integer.toUnsignedLong(head.getInt());
            String name = name(head);
            long inside = at + (length == 1 ? LONG_HEADER : HEADER);
            if (length == 1) {
                length = head.getLong();
            }
            long next = length == 0 || length > end - at ? end : at + length;
            if (next < inside) {
                return;
            }
            blank(name, at, inside, next, depth);
            at = next;
        }
    }

    private void blank(String name, long at, long inside, long next, int depth) throws IOException {
        if (METADATA.contains(name) || (name.equals("trak") && !isVideoOrAudio(inside, next))) {
            file.write(ByteBuffer.wrap(EMPTY.getBytes(StandardCharsets.ISO_8859_1)), at + 4);
            zero(inside, next);
        } else if (DATED.contains(name)) {
            // Creation and modification time, each 4 bytes long, or 8 in version 1.
            boolean large = read(inside, LONG_HEADER).get() == 1;
            zero(inside + 4, Math.min(next, inside + 4 + (large ? 16 : 8)));
        } else if (OF_BOXES.contains(name) && depth < DEEPEST) {
            blank(inside, next, depth + 1);
        }
    }

    private boolean isVideoOrAudio(long from, long end) throws IOException {
        long media = find("mdia", from, end);
        long handler = media < 0 ? -1 : find("hdlr", media + HEADER, end);
        return handler >= 0 && VIDEO_OR_AUDIO.contains(name(read(handler + HEADER + 8, LONG_HEADER)));
    }

    /** Returns the position of the first box with that name; negative if there is none. */
    private long find(String name, long from, long end) throws IOException {
        long at = from;
        while (at + HEADER <= end) {
            ByteBuffer head = read(at, LONG_HEADER);
            long length = Integer.toUnsignedLong(head.getInt());
            if (name(head).equals(name)) {
                return at;
            }
            if (length < HEADER) {
                return -1;
            }
            at += length;
        }
        return -1;
    }

    private void zero(long from, long end) throws IOException {
        for (long at = from; at < end; at += NOTHING.length) {
            file.write(ByteBuffer.wrap(NOTHING, 0, (int) Math.min(NOTHING.length, end - at)), at);
        }
    }

    /** Reads bytes. Positions after the end of the file read as zero. */
    private ByteBuffer read(long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        file.read(bytes, at);
        return bytes.rewind();
    }

    private static String name(ByteBuffer head) {
        byte[] name = new byte[4];
        head.get(name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
