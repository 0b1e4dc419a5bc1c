package io.waggle.broker.uplink;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.NoAnswer;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.MessageIds;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Topic;
import io.waggle.protocol.fabric.v1.SendReply;
import io.waggle.protocol.fabric.v1.SendRequest;
import io.waggle.protocol.fabric.v1.Target;
import io.waggle.protocol.v1.Send;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Handles {@code to/u/…} and {@code to/g/…}: a durable message. */
public final class SendHandler {

    static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(SendHandler.class);

    private final Fabric fabric;
    private final Redeliveries redeliveries;
    private final Clock clock;

    public SendHandler(Fabric fabric, Redeliveries redeliveries, Clock clock) {
        this.fabric = fabric;
        this.redeliveries = redeliveries;
        this.clock = clock;
    }

    CompletableFuture<Outcome> handle(
            DeviceConnection connection, Publication publication, Topic.Destination destination) {
        Send send = withExpiry(
                withId(Payloads.readSend(connection.format(), publication.payload()), connection, publication),
                publication.expiry());
        SendRequest.Builder request = SendRequest.newBuilder()
                .setSender(connection.uid().value())
                .setDevice(connection.did().value())
                .setSend(send);
        request.setTarget(target(destination));
        return fabric.request(Subjects.SEND, request.build().toByteArray(), DEADLINE)
                .handle((reply, fault) -> outcome(send.getId(), reply, fault));
    }

    private Send withId(Send send, DeviceConnection connection, Publication publication) {
        if (!send.getId().isEmpty()) {
            return send;
        }
        return send.toBuilder().setId(idOf(connection, publication)).build();
    }

    private ByteString idOf(DeviceConnection connection, Publication publication) {
        String text = publication.id();
        if (text == null) {
            return redeliveries.idFor(connection.did(), connection.number(), publication);
        }
        ByteString id = MessageIds.parse(text);
        if (id == null) {
            throw new Refused(
                    ErrorCode.INVALID_PAYLOAD,
                    "The user property id is not a UUID. Write it in its usual spelling, or leave it out.");
        }
        return id;
    }

    /** Sets the earlier of the message's own expiry and MQTT's. */
    private Send withExpiry(Send send, @Nullable Long seconds) {
        if (seconds == null) {
            return send;
        }
        if (seconds == 0) {
            throw new Refused(
                    ErrorCode.INVALID_PAYLOAD,
                    "A message expiry interval of 0 is too short. Use at least one second, or publish to now/.");
        }
        long expiresAt = clock.millis() + seconds * 1_000;
        boolean isEarlier = send.getExpiresAt() == 0 || expiresAt < send.getExpiresAt();
        return isEarlier ? send.toBuilder().setExpiresAt(expiresAt).build() : send;
    }

    private static Target target(Topic.Destination destination) {
        Target.Builder target = Target.newBuilder();
        switch (destination) {
            case Topic.ToUser user -> target.setUser(user.uid().value());
            case Topic.ToUsername user -> target.setUsername(user.username());
            case Topic.ToGroup group -> target.setGroup(group.gid().value());
        }
        return target.build();
    }

    private static Outcome outcome(ByteString id, byte @Nullable [] bytes, @Nullable Throwable fault) {
        if (bytes == null) {
            noteFault(fault);
            return new Outcome.Unanswered(id);
        }
        try {
            SendReply reply = SendReply.parseFrom(bytes);
            return switch (reply.getOutcomeCase()) {
                case COMMITTED ->
                    new Outcome.Committed(
                            reply.getCommitted().getSeq(), reply.getCommitted().getAt());
                case REFUSED -> new Outcome.Rejected(ServiceRefusal.read(reply.getRefused()), id);
                case OUTCOME_NOT_SET -> new Outcome.Unanswered(id);
            };
        } catch (InvalidProtocolBufferException malformed) {
            log.error("The answer to a message is malformed; its outcome is unknown", malformed);
            return new Outcome.Unanswered(id);
        }
    }

    private static void noteFault(@Nullable Throwable fault) {
        Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
        if (cause instanceof NoAnswer) {
            log.warn("A message got no answer; its outcome is unknown: {}", cause.getMessage());
        } else {
            log.error("The request for a message failed; its outcome is unknown", fault);
        }
    }
}
