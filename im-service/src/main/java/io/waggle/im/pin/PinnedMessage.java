package io.waggle.im.pin;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Message;

import java.time.Instant;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A pinned message.
 *
 * @param by the user who pinned it
 * @param entry the message as it is now, in the same form as in history
 */
record PinnedMessage(
        long seq,
        Id by,
        Instant at,

        @Schema(ref = "#/components/schemas/Entry") @JsonRawValue
        String entry) {

    static PinnedMessage of(PinRow pin, Message message) {
        byte[] json = Payloads.writeDown(
                Format.JSON, Down.newBuilder().setMessage(message).build());
        return new PinnedMessage(
                pin.seq(), pin.pinnedBy(), Instant.ofEpochMilli(pin.pinnedAt()), new String(json, UTF_8));
    }
}
