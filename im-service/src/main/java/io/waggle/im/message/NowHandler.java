package io.waggle.im.message;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.im.message.EphemeralMessages.Utterance;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Topic;
import io.waggle.protocol.fabric.v1.NowReply;
import io.waggle.protocol.fabric.v1.NowRequest;
import io.waggle.protocol.fabric.v1.Passed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The brokers' edge: what clients publish on {@code now/…} arrives here, checked in form. */
@Component
class NowHandler implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(NowHandler.class);

    private final Fabric fabric;
    private final EphemeralMessages messages;
    private Fabric.@Nullable Registration registration;

    NowHandler(Fabric fabric, EphemeralMessages messages) {
        this.fabric = fabric;
        this.messages = messages;
    }

    @Override
    public void start() {
        registration = fabric.serve(Subjects.NOW, this::send);
    }

    @Override
    public void stop() {
        if (registration != null) {
            registration.close();
            registration = null;
        }
    }

    @Override
    public boolean isRunning() {
        return registration != null;
    }

    /** Called by a thread of the fabric. */
    private CompletableFuture<byte[]> send(byte[] body) {
        NowRequest request;
        try {
            request = NowRequest.parseFrom(body);
        } catch (InvalidProtocolBufferException malformed) {
            return CompletableFuture.failedFuture(malformed);
        }
        return messages.send(toUtterance(request))
                .handle((passed, fault) -> toReply(fault).toByteArray());
    }

    private static Utterance toUtterance(NowRequest request) {
        return new Utterance(
                new Id(request.getSender()), new Id(request.getDevice()), toDestination(request), request.getContent());
    }

    private static Topic.Destination toDestination(NowRequest request) {
        return switch (request.getTargetCase()) {
            case USER -> new Topic.ToUser(new Id(request.getUser()));
            case GROUP -> new Topic.ToGroup(new Id(request.getGroup()));
            case TARGET_NOT_SET -> throw new IllegalArgumentException("a NowRequest without target");
        };
    }

    private static NowReply toReply(@Nullable Throwable fault) {
        if (fault == null) {
            return NowReply.newBuilder().setPassed(Passed.getDefaultInstance()).build();
        }
        Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
        if (cause instanceof Refused refused) {
            return refusal(refused);
        }
        log.error("An ephemeral message could not be passed on", fault);
        return refusal(new Refused(ErrorCode.INTERNAL));
    }

    private static NowReply refusal(Refused refused) {
        return NowReply.newBuilder()
                .setRefused(io.waggle.protocol.fabric.v1.Refused.newBuilder()
                        .setCode(refused.code().wireName())
                        .setDetail(refused.detail()))
                .build();
    }
}
