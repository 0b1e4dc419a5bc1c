package io.waggle.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Payloads as a chat client sends them: a fresh id and a short text. */
final class Messages {

    private static final String TEXT = "The quick brown bee flies over the lazy drone, and back again.";

    private long number;

    byte[] next() {
        long time = (System.currentTimeMillis() << 16) | 0x7000;
        UUID id = new UUID(time, (++number & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
        return ("{\"id\":\"" + id + "\",\"text\":\"" + TEXT + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
