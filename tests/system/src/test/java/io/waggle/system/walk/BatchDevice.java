package io.waggle.system.walk;

import io.waggle.system.client.Ack;
import io.waggle.system.client.Api;
import io.waggle.system.client.Login;
import io.waggle.system.history.Event;
import io.waggle.system.history.EventFile;
import io.waggle.system.time.Eventually;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A device that tracks its own position: it takes entries in order, asks for missing ones and reads them from the history, and
 * acknowledges its position from time to time. It keeps the entries that it has taken.
 */
final class BatchDevice extends Device {

    private static final int PAGE = 100;
    private static final int ACKNOWLEDGED_AT_ONCE = 20;

    private final AtomicLong requests = new AtomicLong();
    private final Map<String, CompletableFuture<JsonNode>> pendingAnswers = new ConcurrentHashMap<>();

    // Guarded by this.
    private final Map<String, Long> positions = new HashMap<>();
    private final Map<String, Long> unacknowledged = new HashMap<>();
    private boolean acknowledges = true;
    private int takenSinceAcknowledged;

    /** The connection on which missing entries must be requested; null if none are missing. */
    private @Nullable RawLink incompleteLink;

    private @Nullable RawLink current;

    BatchDevice(WalkSetup walk, int user, Login login, EventFile events) {
        super(walk, user, login, events, true);
    }

    @Override
    protected synchronized Link openLink() throws IOException {
        acknowledges = true;
        RawLink link = new RawLink(walk.endpoint(), login, true, true, this);
        current = link;
        return link;
    }

    @Override
    protected synchronized void stopAcknowledging() {
        acknowledges = false;
    }

    @Override
    public void connected() {
        super.connected();
        RawLink link;
        synchronized (this) {
            link = current;
            incompleteLink = link;
        }
        if (link != null) {
            Thread.ofVirtual().start(() -> fetchAll(link));
        }
    }

    @Override
    public void ended(boolean clean) {
        super.ended(clean);
        synchronized (this) {
            current = null;
            incompleteLink = null;
            notifyAll();
        }
        pendingAnswers.values().forEach(answer -> answer.completeExceptionally(new IOException("ended")));
        pendingAnswers.clear();
    }

    // Taking
    // -------------------------------------------------------------------------------------------------------

    @Override
    protected void entry(JsonNode entry, Runnable acknowledge) {
        long seq = entry.path("seq").asLong();
        synchronized (this) {
            Long last = positions.get(entry.path("conversation").asString());
            if (last != null && seq == last + 1) {
                take(entry);
            } else if (last == null || seq > last) {
                incompleteLink = current;
                notifyAll();
            }
        }
        acknowledge.run();
    }

    private synchronized void take(JsonNode entry) {
        String conversation = entry.path("conversation").asString();
        long seq = entry.path("seq").asLong();
        if (seq > positions.getOrDefault(conversation, 0L)) {
            keep(entry);
            positions.put(conversation, seq);
            unacknowledged.put(conversation, seq);
            takenSinceAcknowledged++;
            notifyAll();
        }
    }

    // Requests, on a thread for each connection
    // ----------------------------------------------------------------------

    private void fetchAll(RawLink link) {
        try {
            while (awaitWork(link)) {
                tryRequests(link);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            walk.failures().add(fault);
        }
    }

    /** Sends the request. An unanswered request is repeated if the connection still exists. */
    private void tryRequests(RawLink link) {
        try {
            acknowledge(link);
            fetch(link);
        } catch (CompletionException noAnswer) {
            if (link.isOpen() && !walk.serverState().explainsFailure()) {
                throw noAnswer;
            }
            synchronized (this) {
                incompleteLink = current;
            }
        }
    }

    /**
     * Waits until entries are missing or enough entries are to be acknowledged. Returns false when the connection has ended.
     */
    private synchronized boolean awaitWork(RawLink link) throws InterruptedException {
        while (current == link
                && incompleteLink == null
                && !(acknowledges && takenSinceAcknowledged >= ACKNOWLEDGED_AT_ONCE)) {
            wait();
        }
        return current == link && link.isOpen();
    }

    private void fetch(RawLink link) {
        ObjectNode cursors = Api.object();
        synchronized (this) {
            if (incompleteLink == null) {
                return;
            }
            incompleteLink = null;
            positions.forEach(cursors::put);
        }
        ObjectNode request = Api.object();
        request.set("cursors", cursors);
        JsonNode missing = request(link, "sync", request);
        for (JsonNode item : missing.path("items")) {
            fetch(
                    link,
                    item.path("conversation").asString(),
                    item.path("from").asLong(),
                    item.path("to").asLong());
        }
        if (missing.path("more").asBoolean()) {
            synchronized (this) {
                incompleteLink = current;
            }
        }
    }

    private void fetch(RawLink link, String conversation, long from, long to) {
        for (long after = from - 1; after < to; ) {
            JsonNode page = request(
                    link,
                    "history",
                    Api.object()
                            .put("conversation", conversation)
                            .put("after", after)
                            .put("limit", PAGE));
            long last = after;
            for (JsonNode entry : page.path("items")) {
                last = entry.path("seq").asLong();
                take(entry);
            }
            if (last == after) {
                // The user has left the group meanwhile.
                return;
            }
            after = last;
        }
    }

    private void acknowledge(RawLink link) {
        ObjectNode cursors = Api.object();
        synchronized (this) {
            if (!acknowledges || unacknowledged.isEmpty()) {
                return;
            }
            unacknowledged.forEach((conversation, seq) -> {
                cursors.put(conversation, seq);
                events.add(at -> new Event.Acknowledged(at, conversation, 1, seq));
            });
            unacknowledged.clear();
            takenSinceAcknowledged = 0;
        }
        ObjectNode request = Api.object();
        request.set("cursors", cursors);
        request(link, "ack", request);
    }

    private JsonNode request(RawLink link, String method, ObjectNode request) {
        String number = Long.toString(requests.incrementAndGet());
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pendingAnswers.put(number, answer);
        byte[] payload = request.toString().getBytes(StandardCharsets.UTF_8);
        var unused = link.publish("rpc/" + method, payload, number).whenComplete((ack, lost) -> {
            if (lost != null) {
                answer.completeExceptionally(lost);
            } else if (ack instanceof Ack.Refused refused) {
                answer.completeExceptionally(new IOException(refused.toString()));
            }
        });
        JsonNode json;
        try {
            json = Eventually.within(TIMEOUT, answer);
        } finally {
            pendingAnswers.remove(number);
        }
        if (json.path("error").path("code").asString("").equals("unavailable")) {
            throw new CompletionException(new IOException(json.toString()));
        }
        return json;
    }

    @Override
    protected void answer(String correlation, JsonNode json) {
        CompletableFuture<JsonNode> answer = pendingAnswers.remove(correlation);
        if (answer != null) {
            answer.complete(json);
        }
    }
}
