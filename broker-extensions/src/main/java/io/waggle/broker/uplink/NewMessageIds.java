package io.waggle.broker.uplink;

import com.google.protobuf.ByteString;
import io.waggle.protocol.MessageIds;

import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes message ids (UUIDv7) for devices that send none. As safe for several threads as its source of randomness. */
public final class NewMessageIds implements Supplier<ByteString> {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final RandomGenerator random;

    public NewMessageIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public ByteString get() {
        long high = (clock.millis() << 16) | VERSION_7 | (random.nextLong() & 0xFFF);
        long low = VARIANT | (random.nextLong() >>> 2);
        return MessageIds.of(new UUID(high, low));
    }
}
