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
    private final Map<String, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();

    // Guarded by this.
    private final Map<String, Long> has = new HashMap<>();
    private final Map<String, Long> unacknowledged = new HashMap<>();
    private boolean acknowledges = true;
    private int taken;

    /** The connection on which missing entries must be requested; null if none are missing. */
    private @Nullable RawLink lacking;

    private @Nullable RawLink current;

    BatchDevice(WalkSetup walk, int user, Login login, EventFile events) {
        super(walk, user, login, events, true);
    }

    @Override
    protected synchronized Link openLink() throws IOException {
        acknowledges = true;
        RawLink link = new RawLink(walk.entrance(), login, true, true, this);
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
            lacking = link;
        }
        if (link != null) {
            Thread.ofVirtual().start(() -> bringAll(link));
        }
    }

    @Override
    public void ended(boolean clean) {
        super.ended(clean);
        synchronized (this) {
            current = null;
            lacking = null;
            notifyAll();
        }
        asked.values().forEach(answer -> answer.completeExceptionally(new IOException("ended")));
        asked.clear();
    }

    // Taking
    // -------------------------------------------------------------------------------------------------------

    @Override
    protected void entry(String conversation, long seq, Runnable acknowledge) {
        synchronized (this) {
            Long last = has.get(conversation);
            if (last != null && seq == last + 1) {
                take(conversation, seq);
            } else if (last == null || seq > last) {
                lacking = current;
                notifyAll();
            }
        }
        acknowledge.run();
    }

    private synchronized void take(String conversation, long seq) {
        if (seq > has.getOrDefault(conversation, 0L)) {
            events.add(at -> new Event.Received(at, conversation, seq));
            has.put(conversation, seq);
            unacknowledged.put(conversation, seq);
            see(conversation, seq);
            taken++;
            notifyAll();
        }
    }

    // Asking, on a thread for each connection
    // ----------------------------------------------------------------------

    private void bringAll(RawLink link) {
        try {
            while (awaitSomething(link)) {
                tryAsking(link);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            walk.failures().add(fault);
        }
    }

    /** Sends the request. An unanswered request is repeated if the connection still exists. */
    private void tryAsking(RawLink link) {
        try {
            acknowledge(link);
            bring(link);
        } catch (CompletionException noAnswer) {
            if (link.isOpen() && !walk.health().explainsFailure()) {
                throw noAnswer;
            }
            synchronized (this) {
                lacking = current;
            }
        }
    }

    /** Waits until entries are missing. Returns false when the connection has ended. */
    private synchronized boolean awaitSomething(RawLink link) throws InterruptedException {
        while (current == link && lacking == null && !(acknowledges && taken >= ACKNOWLEDGED_AT_ONCE)) {
            wait();
        }
        return current == link && link.isOpen();
    }

    private void bring(RawLink link) {
        ObjectNode cursors = Api.object();
        synchronized (this) {
            if (lacking == null) {
                return;
            }
            lacking = null;
            has.forEach(cursors::put);
        }
        ObjectNode request = Api.object();
        request.set("cursors", cursors);
        JsonNode missing = ask(link, "sync", request);
        for (JsonNode item : missing.path("items")) {
            bring(
                    link,
                    item.path("conversation").asString(),
                    item.path("from").asLong(),
                    item.path("to").asLong());
        }
        if (missing.path("more").asBoolean()) {
            synchronized (this) {
                lacking = current;
            }
        }
    }

    private void bring(RawLink link, String conversation, long from, long to) {
        for (long after = from - 1; after < to; ) {
            JsonNode page = ask(
                    link,
                    "history",
                    Api.object()
                            .put("conversation", conversation)
                            .put("after", after)
                            .put("limit", PAGE));
            long last = after;
            for (JsonNode entry : page.path("items")) {
                last = entry.path("seq").asLong();
                take(conversation, last);
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
            taken = 0;
        }
        ObjectNode request = Api.object();
        request.set("cursors", cursors);
        ask(link, "ack", request);
    }

    private JsonNode ask(RawLink link, String method, ObjectNode request) {
        String number = Long.toString(requests.incrementAndGet());
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(number, answer);
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
            asked.remove(number);
        }
        if (json.path("error").path("code").asString("").equals("unavailable")) {
            throw new CompletionException(new IOException(json.toString()));
        }
        return json;
    }

    @Override
    protected void answer(String correlation, JsonNode json) {
        CompletableFuture<JsonNode> answer = asked.remove(correlation);
        if (answer != null) {
            answer.complete(json);
        }
    }
}
