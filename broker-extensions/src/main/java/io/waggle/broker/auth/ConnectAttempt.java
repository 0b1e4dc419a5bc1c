package io.waggle.broker.auth;

import com.google.protobuf.ByteString;
import io.waggle.protocol.fabric.v1.Format;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The part of a CONNECT that identifies the device and sets its options.
 *
 * @param username null or empty if there is none
 * @param certificateSha256 the hash of the client certificate whose key the client has proven to have; null if it showed none
 * @param formats the values of the user property named format, which may occur more than once
 * @param acks the values of the user property {@code ack}
 * @param refusals the values of the user property {@code refusals}
 * @param awaited whether the broker still waits for the decision
 */
public record ConnectAttempt(
        String clientId,
        @Nullable String username,
        @Nullable String password,
        @Nullable ByteString certificateSha256,
        List<String> formats,
        List<String> acks,
        List<String> refusals,
        boolean mqtt5,
        BooleanSupplier awaited) {

    /** Returns null for an unknown format, or for more than one. */
    @Nullable
    Format format() {
        return switch (formats.size()) {
            case 0 -> Format.JSON;
            case 1 ->
                switch (formats.getFirst()) {
                    case "json" -> Format.JSON;
                    case "protobuf" -> Format.PROTOBUF;
                    default -> null;
                };
            default -> null;
        };
    }

    /** Returns whether the device acknowledges many entries at once instead of each packet; null for an unknown value. */
    @Nullable
    Boolean acksInBatches() {
        return acks.isEmpty() ? Boolean.FALSE : acks.equals(List.of("batch")) ? Boolean.TRUE : null;
    }

    /** Returns whether the device receives refusals on its topic instead of in acknowledgements; null for an unknown value. */
    @Nullable
    Boolean refusalsAsMessages() {
        return switch (refusals.size()) {
            case 0 -> Boolean.FALSE;
            case 1 ->
                switch (refusals.getFirst()) {
                    case "ack" -> Boolean.FALSE;
                    case "message" -> Boolean.TRUE;
                    default -> null;
                };
            default -> null;
        };
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "CONNECT of " + clientId;
    }
}
