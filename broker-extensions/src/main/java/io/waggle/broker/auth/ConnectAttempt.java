package io.waggle.broker.auth;

import com.google.protobuf.ByteString;
import io.waggle.protocol.fabric.v1.Format;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What a CONNECT says about who is connecting.
 *
 * @param username null or empty if it says none
 * @param certificateSha256 of the client certificate whose key it has proven to have; null if it showed none
 * @param formats what its user property of that name says, which may stand there more than once
 * @param acks what its user property {@code ack} says, the same
 * @param refusals what its user property {@code refusals} says, the same
 * @param awaited whether the broker still waits for what is decided
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

    /** Returns null for a format that does not exist, or for more than one. */
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

    /** Whether the device acknowledges many entries at once and not each packet; null for what is not a way to acknowledge. */
    @Nullable
    Boolean acksInBatches() {
        return acks.isEmpty() ? Boolean.FALSE : acks.equals(List.of("batch")) ? Boolean.TRUE : null;
    }

    /** Whether the device hears of refusals on its topic and not in acknowledgements; null for what is neither. */
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

    /** Without the password. */
    @Override
    public String toString() {
        return "CONNECT of " + clientId;
    }
}
