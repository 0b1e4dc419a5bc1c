package io.waggle.broker.uplink;

import com.google.protobuf.ByteString;
import io.waggle.parts.SettableClock;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

class RedeliveriesTest {

    private final Id did = new Id(1);
    private static final long CONNECTION = 1;

    private final AtomicInteger made = new AtomicInteger();
    private final SettableClock clock = new SettableClock();
    private final Redeliveries redeliveries =
            new Redeliveries(clock, () -> ByteString.copyFromUtf8("id-" + made.incrementAndGet()));

    @Test
    void idFor_duplicateOfUnacknowledged_isTheOldId() {
        ByteString first = redeliveries.idFor(did, CONNECTION, publication(7, "hi", false));

        assertThat(redeliveries.idFor(did, CONNECTION, publication(7, "hi", true)))
                .isEqualTo(first);
        assertThat(redeliveries.idFor(did, CONNECTION, publication(7, "hi", true)))
                .isEqualTo(first);
    }

    @Test
    void idFor_duplicateOfAcknowledged_isNew() {
        ByteString first = redeliveries.idFor(did, CONNECTION, publication(7, "hi", false));
        redeliveries.acknowledged(did, 7);

        assertThat(redeliveries.idFor(did, CONNECTION, publication(7, "hi", true)))
                .isNotEqualTo(first);
    }

    /** mqtt.js resends like this. */
    @Test
    void idFor_notMarkedDuplicateOnAnotherConnection_isTheOldId() {
        ByteString first = redeliveries.idFor(did, CONNECTION, publication(7, "hi", false));

        assertThat(redeliveries.idFor(did, CONNECTION + 1, publication(7, "hi", false)))
                .isEqualTo(first);
    }

    @Test
    void idFor_acknowledgedAndThenOnAnotherConnection_isNew() {
        ByteString first = redeliveries.idFor(did, CONNECTION, publication(7, "hi", false));
        redeliveries.acknowledged(did, 7);

        assertThat(redeliveries.idFor(did, CONNECTION + 1, publication(7, "hi", false)))
                .isNotEqualTo(first);
    }

    @Test
    void idFor_notMarkedDuplicate_isNew() {
        ByteString first = redeliveries.idFor(did, CONNECTION, publication(7, "hi", false));

        assertThat(redeliveries.idFor(did, CONNECTION, publication(7, "hi", false)))
                .isNotEqualTo(first);
    }

    @Test
    void idFor_otherPayloadPacketOrDevice_isNew() {
        ByteString first = redeliveries.idFor(did, CONNECTION, publication(7, "hi", false));

        assertThat(redeliveries.idFor(did, CONNECTION, publication(8, "hi", true)))
                .isNotEqualTo(first);
        assertThat(redeliveries.idFor(new Id(2), CONNECTION, publication(7, "hi", true)))
                .isNotEqualTo(first);
        assertThat(redeliveries.idFor(did, CONNECTION, publication(7, "ho", true)))
                .isNotEqualTo(first);
    }

    @Test
    void idFor_afterTheMemory_isNew() {
        ByteString first = redeliveries.idFor(did, CONNECTION, publication(7, "hi", false));
        clock.advance(Redeliveries.MEMORY.plusSeconds(1));

        assertThat(redeliveries.idFor(did, CONNECTION, publication(7, "hi", true)))
                .isNotEqualTo(first);
    }

    @Test
    void idFor_manyUnacknowledged_staysBounded() {
        for (int device = 0; device < Redeliveries.CAPACITY + 10; device++) {
            redeliveries.idFor(new Id(device), CONNECTION, publication(1, "hi", false));
        }

        assertThat(redeliveries.size()).isEqualTo(Redeliveries.CAPACITY);
    }

    @Test
    void idFor_qos0_isNotRemembered() {
        redeliveries.idFor(
                did,
                CONNECTION,
                new Publication("to/u/x", new byte[0], 0, 0, false, false, 0, 0, null, null, null, null));

        assertThat(redeliveries.size()).isZero();
    }

    private static Publication publication(int packetId, String payload, boolean duplicate) {
        return new Publication(
                "to/u/x",
                payload.getBytes(StandardCharsets.UTF_8),
                1,
                packetId,
                duplicate,
                false,
                0,
                0,
                null,
                null,
                null,
                null);
    }
}
