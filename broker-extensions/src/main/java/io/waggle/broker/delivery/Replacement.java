package io.waggle.broker.delivery;

import io.waggle.protocol.EntryMark;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Gap;
import io.waggle.protocol.v1.TooLarge;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * The small packet that replaces a packet larger than the device accepts. It fits every Maximum Packet Size that the broker
 * admits.
 */
final class Replacement {

    private static final String ERROR = "error";
    private static final String NOW = "now";

    private Replacement() {}

    /** Returns null if nothing replaces the packet: an ephemeral message may be lost. */
    static byte @Nullable [] of(Format format, ByteBuffer payload, int packetBytes) {
        EntryMark mark = new EntryMark();
        if (mark.read(payload)) {
            return Payloads.writeDown(
                    format, Down.newBuilder().setGap(gap(mark, packetBytes)).build());
        }
        byte[] notice = new byte[payload.remaining()];
        payload.duplicate().get(notice);
        String name = Payloads.noticeName(format, notice);
        return switch (name) {
            case NOW -> null;
            case ERROR -> Payloads.withoutDetail(format, notice);
            default -> {
                TooLarge tooLarge = TooLarge.newBuilder()
                        .setNotice(name)
                        .setSize(packetBytes)
                        .build();
                yield Payloads.writeDown(
                        format, Down.newBuilder().setTooLarge(tooLarge).build());
            }
        };
    }

    private static Gap gap(EntryMark mark, int packetBytes) {
        return Gap.newBuilder()
                .setConversation(mark.conversation())
                .setFrom(mark.first())
                .setTo(mark.last())
                .setCount(mark.last() - mark.first() + 1)
                .setSize(packetBytes)
                .build();
    }
}
