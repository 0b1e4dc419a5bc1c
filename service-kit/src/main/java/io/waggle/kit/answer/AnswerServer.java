package io.waggle.kit.answer;

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

/** Serves the features' answers on the fabric. It is the last part of the service to start and the first to stop. */
@Component
class AnswerServer implements SmartLifecycle {

    private final Fabric fabric;
    private final List<Answers> features;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private List<Fabric.Registration> registrations = List.of();

    AnswerServer(Fabric fabric, List<Answers> features) {
        this.fabric = fabric;
        this.features = features;
    }

    @Override
    public void start() {
        registrations = features.stream()
                .flatMap(one -> one.answers().stream())
                .map(this::serve)
                .toList();
    }

    /** Stops, and returns when all pending requests are answered. */
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

    private <Q extends MessageLite> Fabric.Registration serve(Answer<Q> answer) {
        return fabric.serve(answer.subject(), body -> give(answer, body));
    }

    private <Q extends MessageLite> CompletionStage<byte[]> give(Answer<Q> answer, byte[] body) {
        Q question;
        try {
            question = answer.question().parseFrom(body);
        } catch (InvalidProtocolBufferException malformed) {
            return CompletableFuture.failedFuture(malformed);
        }
        return answer.function().apply(question, threads).thenApply(MessageLite::toByteArray);
    }
}
