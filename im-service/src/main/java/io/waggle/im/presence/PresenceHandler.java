package io.waggle.im.presence;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.PresenceReply;
import io.waggle.protocol.fabric.v1.PresenceReport;
import io.waggle.protocol.fabric.v1.WatchReply;
import io.waggle.protocol.fabric.v1.WatchRequest;
import io.waggle.protocol.fabric.v1.WatchedState;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What brokers say and ask about who is there. Answers on virtual threads. If it fails the broker has no answer: then it lets
 * nobody watch, and reports again.
 */
@Component
class PresenceHandler implements SmartLifecycle {

    private final Fabric fabric;
    private final Reports reports;
    private final Watching watching;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private List<Fabric.Registration> registrations = List.of();

    PresenceHandler(Fabric fabric, Reports reports, Watching watching) {
        this.fabric = fabric;
        this.reports = reports;
        this.watching = watching;
    }

    @Override
    public void start() {
        registrations = List.of(serve(Subjects.PRESENCE, this::report), serve(Subjects.WATCH, this::watch));
    }

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

    private interface Operation {
        MessageLite answer(byte[] body) throws InvalidProtocolBufferException;
    }

    private Fabric.Registration serve(String subject, Operation operation) {
        return fabric.serve(subject, body -> CompletableFuture.supplyAsync(() -> answer(operation, body), threads));
    }

    private static byte[] answer(Operation operation, byte[] body) {
        try {
            return operation.answer(body).toByteArray();
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException("What a broker says is not what this version reads", malformed);
        }
    }

    private PresenceReply report(byte[] body) throws InvalidProtocolBufferException {
        boolean known = reports.take(PresenceReport.parseFrom(body));
        return PresenceReply.newBuilder().setUnknownNode(!known).build();
    }

    private WatchReply watch(byte[] body) throws InvalidProtocolBufferException {
        WatchRequest request = WatchRequest.parseFrom(body);
        WatchedState state = watching.watch(new Id(request.getWatcher()), new Id(request.getUid()));
        WatchReply.Builder reply = WatchReply.newBuilder();
        return state == null ? reply.build() : reply.setState(state).build();
    }
}
