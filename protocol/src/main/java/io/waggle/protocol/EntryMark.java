package io.waggle.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads which entries of which conversation a payload to a client stands for, from its first bytes, in either format. A message
 * is one entry; a gap notice is a range of entries.
 *
 * <p>This runs for every delivery, so it parses nothing and allocates nothing: one mark reads many payloads. It relies on the
 * order in which {@link Payloads} and protobuf write fields. Not thread-safe.
 */
public final class EntryMark {

    private static final byte[] MESSAGE = ascii("{\"conversation\":\"");
    private static final byte[] MESSAGE_SEQ = ascii("\",\"seq\":");
    private static final byte[] MESSAGE_FROM = ascii(",\"from\":\"");
    private static final byte[] GAP = ascii("{\"gap\":{\"conversation\":\"");
    private static final byte[] GAP_FROM = ascii("\",\"from\":");
    private static final byte[] GAP_TO = ascii(",\"to\":");

    // Tags of protobuf: field number and wire type.
    private static final int DOWN_MESSAGE = 1 << 3 | 2;
    private static final int DOWN_GAP = 19 << 3 | 2;
    private static final int CONVERSATION = 1 << 3 | 1;
    private static final int SEQ = 2 << 3;
    private static final int TO = 3 << 3;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int MAX_DIGITS = 18;

    private ByteBuffer payload = NOTHING;
    private int at;
    private boolean fits;
    private long conversation;
    private long first;
    private long last;

    /** Reads a payload. Returns false if it is neither a message nor a gap notice. */
    public boolean read(ByteBuffer bytes) {
        payload = bytes;
        at = bytes.position();
        fits = bytes.hasRemaining();
        if (fits) {
            if (bytes.get(at) == '{') {
                readJson();
            } else {
                readProtobuf();
            }
        }
        payload = NOTHING;
        return fits;
    }

    public long conversation() {
        return conversation;
    }

    public long first() {
        return first;
    }

    public long last() {
        return last;
    }

    private void readJson() {
        int start = at;
        skip(MESSAGE);
        if (fits) {
            readId();
            skip(MESSAGE_SEQ);
            first = readDigits();
            last = first;
            skip(MESSAGE_FROM);
            return;
        }
        at = start;
        fits = true;
        skip(GAP);
        readId();
        skip(GAP_FROM);
        first = readDigits();
        skip(GAP_TO);
        last = readDigits();
    }

    private void readProtobuf() {
        long field = readVarint();
        readVarint();
        expect(field == DOWN_MESSAGE || field == DOWN_GAP);
        expect(readVarint() == CONVERSATION);
        readFixed64();
        expect(readVarint() == SEQ);
        first = readVarint();
        last = first;
        if (field == DOWN_GAP) {
            expect(readVarint() == TO);
            last = readVarint();
        }
    }

    private void expect(boolean condition) {
        fits = fits && condition;
    }

    private int next() {
        if (!fits || at >= payload.limit()) {
            fits = false;
            return -1;
        }
        return payload.get(at++) & 0xff;
    }

    private void skip(byte[] expected) {
        for (int i = 0; fits && i < expected.length; i++) {
            expect(next() == expected[i]);
        }
    }

    private void readId() {
        long value = 0;
        for (int i = 0; fits && i < Id.LENGTH; i++) {
            int digit = Id.digit(next());
            expect(digit >= 0);
            value = value << 5 | digit;
        }
        conversation = value;
    }

    private long readDigits() {
        long value = 0;
        int digits = 0;
        while (fits && digits <= MAX_DIGITS && at < payload.limit() && isDigit(payload.get(at))) {
            value = value * 10 + (next() - '0');
            digits++;
        }
        expect(digits > 0 && digits <= MAX_DIGITS);
        return value;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private long readVarint() {
        long value = 0;
        for (int shift = 0; fits && shift < Long.SIZE; shift += 7) {
            int part = next();
            value |= (part & 0x7fL) << shift;
            if ((part & 0x80) == 0) {
                return value;
            }
        }
        fits = false;
        return 0;
    }

    private void readFixed64() {
        long value = 0;
        for (int i = 0; fits && i < Long.BYTES; i++) {
            value |= (next() & 0xffL) << (8 * i);
        }
        conversation = value;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
