package io.waggle.im.schedule;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A scheduled message, as its sender sees it.
 *
 * @param error why it could not be sent; null: it has not failed
 * @param message the message as it will be sent
 */
record ScheduledMessage(
        Id id,
        Id conversation,
        Instant sendAt,
        ScheduledState state,
        @Nullable Failure error,

        @Schema(ref = "#/components/schemas/ScheduledContent") @JsonRawValue
        String message,

        Instant createdAt) {

    /**
     * Why a message could not be sent.
     *
     * @param code a name from the error registry
     */
    record Failure(String code, @Nullable String detail) {}

    static ScheduledMessage of(ScheduledRow row) {
        return new ScheduledMessage(
                row.id(),
                row.conversationId(),
                Instant.ofEpochMilli(row.sendAt()),
                row.state(),
                row.errorCode() == null ? null : new Failure(row.errorCode(), row.errorDetail()),
                new String(Payloads.writeSend(row.send()), UTF_8),
                Instant.ofEpochMilli(row.createdAt()));
    }
}
