package io.waggle.im.delivery;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.AckReply;
import io.waggle.protocol.fabric.v1.AckRequest;
import io.waggle.protocol.fabric.v1.Cursor;
import io.waggle.protocol.fabric.v1.FetchRequest;
import io.waggle.protocol.fabric.v1.SyncRequest;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** What brokers ask for their devices. Answers on virtual threads; what fails has no answer, and is asked again. */
@Component
class DeliveryHandler implements SmartLifecycle {

    private static final int PIECE_AT_MOST = 500;

    private final Fabric fabric;
    private final MissedEntries missed;
    private final Cursors cursors;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private List<Fabric.Registration> registrations = List.of();

    DeliveryHandler(Fabric fabric, MissedEntries missed, Cursors cursors) {
        this.fabric = fabric;
        this.missed = missed;
        this.cursors = cursors;
    }

    @Override
    public void start() {
        registrations = List.of(
                serve(Subjects.SYNC, body -> sync(SyncRequest.parseFrom(body))),
                serve(Subjects.FETCH, body -> fetch(FetchRequest.parseFrom(body))),
                serve(Subjects.ACK, body -> ack(AckRequest.parseFrom(body))));
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

    private MessageLite sync(SyncRequest request) {
        return missed.sync(new Id(request.getUid()), new Id(request.getDid()));
    }

    private MessageLite fetch(FetchRequest request) {
        return missed.fetch(
                new Id(request.getUid()),
                new Id(request.getDid()),
                new Id(request.getConversation()),
                request.getAfter(),
                Math.clamp(request.getLimit(), 1, PIECE_AT_MOST));
    }

    private MessageLite ack(AckRequest request) {
        cursors.advance(rows(request.getCursorsList().stream()));
        cursors.tell(rows(request.getCursorsList().stream().filter(Cursor::getReached)));
        return AckReply.getDefaultInstance();
    }

    private static List<CursorRow> rows(Stream<Cursor> cursors) {
        return cursors.map(cursor ->
                        new CursorRow(new Id(cursor.getDid()), new Id(cursor.getConversation()), cursor.getSeq()))
                .toList();
    }

    private interface Operation {
        MessageLite apply(byte[] body) throws InvalidProtocolBufferException;
    }

    private Fabric.Registration serve(String subject, Operation operation) {
        return fabric.serve(subject, body -> CompletableFuture.supplyAsync(() -> answer(operation, body), threads));
    }

    private static byte[] answer(Operation operation, byte[] body) {
        try {
            return operation.apply(body).toByteArray();
        } catch (InvalidProtocolBufferException malformed) {
            throw new CompletionException(malformed);
        }
    }
}
