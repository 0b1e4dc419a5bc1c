package io.waggle.broker.uplink;

import com.google.protobuf.ByteString;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Topic;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Dispatches each publication to its handler, by topic. Safe on any thread; never blocks. */
public final class UplinkHandler {

    /** The limits for user properties; the broker itself hardly limits them. */
    static final int MAX_PROPERTIES = 32;

    static final int MAX_PROPERTIES_SIZE = 8_192;

    private final SendHandler sends;
    private final NowHandler nows;
    private final RpcHandler rpcs;

    public UplinkHandler(SendHandler sends, NowHandler nows, RpcHandler rpcs) {
        this.sends = sends;
        this.nows = nows;
        this.rpcs = rpcs;
    }

    /** Handles a publication. Never fails because of the publication's content. */
    CompletionStage<Outcome> handle(DeviceConnection connection, Publication publication) {
        try {
            check(publication);
            return switch (Topic.parse(publication.topic())) {
                case Topic.ToUser to -> sends.handle(connection, publication, to);
                case Topic.ToUsername to -> sends.handle(connection, publication, to);
                case Topic.ToGroup to -> sends.handle(connection, publication, to);
                case Topic.Now now -> nows.handle(connection, publication, now);
                case Topic.Rpc rpc -> rpcs.handle(connection, publication, rpc.method());
                case Topic.Device down -> throw new Refused(ErrorCode.INVALID_TOPIC);
                case Topic.Group down -> throw new Refused(ErrorCode.INVALID_TOPIC);
                case Topic.Presence down -> throw new Refused(ErrorCode.INVALID_TOPIC);
                case Topic.PresenceProtobuf down -> throw new Refused(ErrorCode.INVALID_TOPIC);
                case Topic.GroupProtobuf down -> throw new Refused(ErrorCode.INVALID_TOPIC);
                case null -> throw new Refused(ErrorCode.INVALID_TOPIC);
            };
        } catch (Refused refused) {
            return CompletableFuture.completedFuture(new Outcome.Rejected(refused, ByteString.EMPTY));
        }
    }

    private static void check(Publication publication) {
        if (publication.retained()) {
            throw new Refused(
                    ErrorCode.INVALID_TOPIC,
                    "Retained messages are not supported. Publish without retain; the history keeps messages.");
        }
        if (publication.properties() > MAX_PROPERTIES || publication.propertiesSize() > MAX_PROPERTIES_SIZE) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "The user properties are too many or too long. Use at most " + MAX_PROPERTIES + ", with "
                            + MAX_PROPERTIES_SIZE + " characters in all.");
        }
    }
}
