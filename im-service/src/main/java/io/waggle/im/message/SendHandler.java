package io.waggle.im.message;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.im.log.Lifetime;
import io.waggle.protocol.Id;
import io.waggle.protocol.Topic;
import io.waggle.protocol.fabric.v1.Accepted;
import io.waggle.protocol.fabric.v1.Refused;
import io.waggle.protocol.fabric.v1.SendReply;
import io.waggle.protocol.fabric.v1.SendRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.util.concurrent.CompletableFuture;

/** The brokers' edge: what clients publish on {@code to/…} arrives here, checked in form and with an id. */
@Component
class SendHandler implements SmartLifecycle {

    private final Fabric fabric;
    private final Messages messages;
    private Fabric.@Nullable Registration registration;

    SendHandler(Fabric fabric, Messages messages) {
        this.fabric = fabric;
        this.messages = messages;
    }

    @Override
    public void start() {
        registration = fabric.serve(Subjects.SEND, this::send);
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
        SendRequest request;
        try {
            request = SendRequest.parseFrom(body);
        } catch (InvalidProtocolBufferException malformed) {
            return CompletableFuture.failedFuture(malformed);
        }
        return messages.send(toCommand(request))
                .thenApply(outcome -> toReply(outcome).toByteArray());
    }

    private static SendCommand toCommand(SendRequest request) {
        return new SendCommand(
                new Id(request.getSender()),
                new Id(request.getDevice()),
                toDestination(request),
                request.getSend().getId(),
                request.getSend().getContent(),
                Lifetime.of(request.getSend()));
    }

    private static Topic.Destination toDestination(SendRequest request) {
        return switch (request.getTargetCase()) {
            case USER -> new Topic.ToUser(new Id(request.getUser()));
            case USERNAME -> new Topic.ToUsername(request.getUsername());
            case GROUP -> new Topic.ToGroup(new Id(request.getGroup()));
            case TARGET_NOT_SET -> throw new IllegalArgumentException("a SendRequest without target");
        };
    }

    private static SendReply toReply(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Committed committed ->
                SendReply.newBuilder()
                        .setAccepted(Accepted.newBuilder()
                                .setConversation(committed.conversation().value())
                                .setSeq(committed.seq())
                                .setAt(committed.at()))
                        .build();
            case SendOutcome.Rejected rejected ->
                SendReply.newBuilder()
                        .setRefused(Refused.newBuilder()
                                .setCode(rejected.code().wireName())
                                .setDetail(rejected.detail()))
                        .build();
        };
    }
}
