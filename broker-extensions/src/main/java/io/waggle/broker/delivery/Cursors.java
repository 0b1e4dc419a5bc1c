package io.waggle.broker.delivery;

import io.waggle.broker.gate.Cursor;
import io.waggle.broker.gate.Withheld;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.AckRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Has the service store the devices' cursors. One request runs at a time and carries all cursors that were put since the last,
 * so a higher load makes larger requests, not more. Cursors that could not be stored go with the next request. Safe on any
 * thread; never blocks.
 */
final class Cursors {

    private static final Logger log = LoggerFactory.getLogger(Cursors.class);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int AT_ONCE = 2_000;

    private record Place(Id did, Id conversation) {}

    private final Fabric fabric;

    // Guarded by this.
    private Map<Place, Cursor> waiting = new HashMap<>();
    private boolean sending;
    private boolean nextIsWanted;
    /** Completes when the next request has been sent, for callers that have put cursors since the last request began. */
    private CompletableFuture<Void> next = new CompletableFuture<>();

    Cursors(Fabric fabric) {
        this.fabric = fabric;
    }

    void put(Collection<Cursor> cursors) {
        synchronized (this) {
            cursors.forEach(this::add);
        }
    }

    private void add(Cursor cursor) {
        waiting.merge(new Place(cursor.did(), cursor.conversation()), cursor, Cursor::and);
    }

    /** Completes, and never fails, when all cursors that were put before have been sent, or could not be. */
    CompletableFuture<Void> send() {
        CompletableFuture<Void> sent;
        List<Cursor> batch;
        synchronized (this) {
            sent = next;
            if (sending) {
                nextIsWanted = true;
                return sent;
            }
            if (waiting.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            sending = true;
            batch = take();
        }
        sendAll(batch, 0, sent);
        return sent;
    }

    /** Takes the waiting cursors. Later ones wait for the next request. */
    private List<Cursor> take() {
        List<Cursor> batch = List.copyOf(waiting.values());
        waiting = new HashMap<>();
        next = new CompletableFuture<>();
        nextIsWanted = false;
        return batch;
    }

    private void sendAll(List<Cursor> batch, int from, CompletableFuture<Void> sent) {
        if (from >= batch.size()) {
            end(sent);
            return;
        }
        int to = Math.min(from + AT_ONCE, batch.size());
        var unused = request(batch.subList(from, to)).whenComplete((answer, fault) -> {
            if (fault == null) {
                sendAll(batch, to, sent);
            } else {
                log.warn(
                        "{} cursors could not be stored; they go with the next request: {}",
                        batch.size() - from,
                        fault.getMessage());
                put(batch.subList(from, batch.size()));
                end(sent);
            }
        });
    }

    /** Starts the next request if a caller waits for it. */
    private void end(CompletableFuture<Void> sent) {
        CompletableFuture<Void> following = null;
        List<Cursor> batch = List.of();
        synchronized (this) {
            sending = false;
            if (nextIsWanted) {
                following = next;
                sending = true;
                batch = take();
            }
        }
        sent.complete(null);
        if (following != null) {
            sendAll(batch, 0, following);
        }
    }

    private CompletableFuture<byte[]> request(List<Cursor> batch) {
        AckRequest.Builder request = AckRequest.newBuilder();
        for (Cursor cursor : batch) {
            io.waggle.protocol.fabric.v1.Cursor.Builder one = request.addCursorsBuilder()
                    .setDid(cursor.did().value())
                    .setConversation(cursor.conversation().value())
                    .setSeq(cursor.seq())
                    .setReached(cursor.reached());
            for (Withheld entry : cursor.withheld()) {
                one.addWithheldBuilder().setSeq(entry.seq()).setSize(entry.packetBytes());
            }
        }
        return fabric.request(Subjects.ACK, request.build().toByteArray(), DEADLINE);
    }
}
