package io.waggle.benchmarks.load;

import io.netty.buffer.ByteBuf;

import java.util.UUID;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The messages of one load phase, like those of a chat client: a fresh id and a short text. The id contains the phase and the
 * message's number, so that a delivery is distinguished from everything else that arrives: receipts, notices, messages of an
 * earlier phase.
 */
final class Messages {

    private static final int PHASES = 0x1000;
    private static final byte[] BEFORE_ID = "\"id\":\"".getBytes(US_ASCII);
    private static final byte[] AFTER_ID =
            "\",\"text\":\"The quick brown bee flies over the lazy drone, and back again.\"".getBytes(US_ASCII);
    private static final int ID_LENGTH = 36;
    /** The position of the phase, the last three digits of the id's first half. */
    private static final int PHASE_AT = 15;

    private static final int PHASE_LENGTH = 3;
    private static final int NUMBER_AT = 24;
    private static final int NUMBER_LENGTH = 12;
    private static final int LARGEST = 1_024;

    private final long firstHalf;
    private final int phase;
    private final byte[] scratch = new byte[LARGEST];

    /** @param phase its number; two consecutive phases have different numbers */
    Messages(int phase, long millis) {
        this.phase = phase % PHASES;
        firstHalf = (millis << 16) | 0x7000 | this.phase;
    }

    byte[] payload(int number) {
        UUID id = new UUID(firstHalf, 0x8000_0000_0000_0000L | number);
        return ("{\"id\":\"" + id + new String(AFTER_ID, US_ASCII) + "}").getBytes(US_ASCII);
    }

    /** Returns the number of this phase's message in the payload; -1 if it is not one of them. */
    int numberIn(ByteBuf payload) {
        int length = payload.readableBytes();
        if (length > LARGEST) {
            return -1;
        }
        payload.getBytes(payload.readerIndex(), scratch, 0, length);
        int last = length - BEFORE_ID.length - ID_LENGTH - AFTER_ID.length;
        for (int at = 0; at <= last; at++) {
            int id = at + BEFORE_ID.length;
            if (matches(BEFORE_ID, at) && matches(AFTER_ID, id + ID_LENGTH)) {
                boolean ofThisPhase = digits(id + PHASE_AT, PHASE_LENGTH) == phase;
                return ofThisPhase ? (int) digits(id + NUMBER_AT, NUMBER_LENGTH) : -1;
            }
        }
        return -1;
    }

    private boolean matches(byte[] expected, int at) {
        for (int i = 0; i < expected.length; i++) {
            if (scratch[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private long digits(int at, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 4 | Character.digit(scratch[at + i], 16);
        }
        return value;
    }
}
