package io.waggle.broker.uplink;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.NoAnswer;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Topic;
import io.waggle.protocol.fabric.v1.NowReply;
import io.waggle.protocol.fabric.v1.NowRequest;
import io.waggle.protocol.v1.Send;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Handles {@code now/u/…} and {@code now/g/…}: an ephemeral message, acknowledged when it may pass. */
public final class NowHandler {

    /** An ephemeral message that takes longer is of no use. */
    static final Duration DEADLINE = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(NowHandler.class);

    private final Fabric fabric;
    private final NowRate rate;

    public NowHandler(Fabric fabric, NowRate rate) {
        this.fabric = fabric;
        this.rate = rate;
    }

    CompletableFuture<Outcome> handle(DeviceConnection connection, Publication publication, Topic.Now target) {
        switch (rate.take(connection.did())) {
            case PASS -> {}
            case REFUSE -> {
                return CompletableFuture.completedFuture(tooMany());
            }
            case REFUSE_QUIETLY -> {
                boolean isRefusedInMessage =
                        PublishResponse.of(tooMany(), connection.readsRefusalsInAcks(), publication.qos())
                                == PublishResponse.REFUSE_IN_MESSAGE;
                return CompletableFuture.completedFuture(isRefusedInMessage ? new Outcome.Passed() : tooMany());
            }
        }
        Send send = Payloads.readNow(connection.format(), publication.payload());
        NowRequest.Builder request = NowRequest.newBuilder()
                .setSender(connection.uid().value())
                .setDevice(connection.did().value())
                .setContent(send.getContent());
        switch (target) {
            case Topic.NowToUser user ->
                request.getTargetBuilder().setUser(user.uid().value());
            case Topic.NowToGroup group ->
                request.getTargetBuilder().setGroup(group.gid().value());
        }
        return fabric.request(Subjects.NOW, request.build().toByteArray(), DEADLINE)
                .handle((reply, fault) -> outcome(send.getId(), reply, fault));
    }

    private static Outcome tooMany() {
        return new Outcome.NotPassed(
                new Refused(
                        ErrorCode.OVERLOADED,
                        "The device publishes too often on now/. It may publish " + NowRate.PER_SECOND
                                + " messages a second, and " + NowRate.BURST + " at once."),
                ByteString.EMPTY);
    }

    private static Outcome outcome(ByteString id, byte @Nullable [] bytes, @Nullable Throwable fault) {
        if (bytes == null) {
            noteFault(fault);
            return unavailable(id);
        }
        try {
            NowReply reply = NowReply.parseFrom(bytes);
            return switch (reply.getOutcomeCase()) {
                case PASSED -> new Outcome.Passed();
                case REFUSED -> new Outcome.NotPassed(ServiceRefusal.read(reply.getRefused()), id);
                case OUTCOME_NOT_SET -> unavailable(id);
            };
        } catch (InvalidProtocolBufferException malformed) {
            log.error("The answer to an ephemeral message is malformed; the message was refused", malformed);
            return unavailable(id);
        }
    }

    private static Outcome unavailable(ByteString id) {
        return new Outcome.NotPassed(
                new Refused(
                        ErrorCode.UNAVAILABLE,
                        "The service is unavailable. The message was dropped, since messages on now/ are not kept."),
                id);
    }

    private static void noteFault(@Nullable Throwable fault) {
        Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
        if (cause instanceof NoAnswer) {
            log.debug("An ephemeral message got no answer and was refused: {}", cause.getMessage());
        } else {
            log.error("The request for an ephemeral message failed; the message was refused", fault);
        }
    }
}
