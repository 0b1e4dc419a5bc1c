package io.waggle.im.broker;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.waggle.fabric.Fabric;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves what the features' handlers answer. Of all that the service does it begins last and ends first. */
@Component
class BrokerServer implements SmartLifecycle {

    private final Fabric fabric;
    private final List<BrokerHandler> handlers;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private List<Fabric.Registration> registrations = List.of();

    BrokerServer(Fabric fabric, List<BrokerHandler> handlers) {
        this.fabric = fabric;
        this.handlers = handlers;
    }

    @Override
    public void start() {
        registrations = handlers.stream()
                .flatMap(handler -> handler.calls().stream())
                .map(this::serve)
                .toList();
    }

    /** Returns when what was asked is answered. */
    @Override
    public void stop() {
        registrations.forEach(Fabric.Registration::close);
        registrations = List.of();
        threads.close();
    }

    @Override
    public boolean isRunning() {
        return !registrations.isEmpty();
    }

    private <Q extends MessageLite> Fabric.Registration serve(BrokerCall<Q> call) {
        return fabric.serve(call.subject(), body -> answer(call, body));
    }

    private <Q extends MessageLite> CompletionStage<byte[]> answer(BrokerCall<Q> call, byte[] body) {
        Q question;
        try {
            question = call.question().parseFrom(body);
        } catch (InvalidProtocolBufferException malformed) {
            return CompletableFuture.failedFuture(malformed);
        }
        return call.answer().apply(question, threads).thenApply(MessageLite::toByteArray);
    }
}
