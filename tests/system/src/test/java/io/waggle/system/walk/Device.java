package io.waggle.system.walk;

import io.waggle.system.client.Ack;
import io.waggle.system.client.Answer;
import io.waggle.system.client.Api;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.history.Event;
import io.waggle.system.history.Event.Operation;
import io.waggle.system.history.EventFile;
import io.waggle.system.time.Eventually;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A device that carries out its steps, logs its observations, and sends unacknowledged messages again under the same id.
 *
 * <p>Its steps run on one thread; received messages are handled on the link's thread.
 */
abstract class Device implements Link.Listener, AutoCloseable {

    /** Fewer than the broker accepts at a time. */
    private static final int UNSETTLED_AT_MOST = 6;

    /** Many devices write at once, and the machine may be busy. */
    protected static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final int PEERS = 3;
    private static final long STEPS_OFFLINE = 1_500;

    protected final WalkSetup walk;
    protected final Login login;
    protected final EventFile events;
    private final Api api;
    private final MessageChanges changes;
    private final int user;

    /** The last entry that was received, by conversation. */
    private final ConcurrentSkipListMap<String, Long> seen = new ConcurrentSkipListMap<>();

    /** Messages that are sent and not settled, by id. Guarded by itself. */
    private final Map<String, PendingMessage> unsettled = new LinkedHashMap<>();

    private volatile @Nullable Link link;

    /** When the device began to connect the last time. */
    private volatile long connectingAt;

    /** @param ack of the latest attempt */
    private record PendingMessage(String id, String topic, String json, CompletableFuture<Ack> ack) {}

    Device(WalkSetup walk, int user, Login login, EventFile events, boolean batch) {
        this.walk = walk;
        this.user = user;
        this.login = login;
        this.events = events;
        this.api = walk.waggle().api();
        this.changes = new MessageChanges(api, walk.changing(), login, events);
        events.add(at -> new Event.Device(at, login.did(), login.uid(), batch));
    }

    protected abstract Link openLink() throws IOException;

    /** Stops acknowledging until the device connects again. */
    protected abstract void stopAcknowledging();

    /** Handles one received entry. Other messages, such as notices, also arrive. */
    protected abstract void entry(JsonNode entry, Runnable acknowledge);

    // Steps
    // --------------------------------------------------------------------------------------------------------

    void take(Step step) throws InterruptedException {
        int choice = step.choice();
        switch (step.kind()) {
            case CONNECT -> connect();
            case DISCONNECT -> leave();
            case BREAK_CONNECTION -> breakConnection();
            case STOP_ACKNOWLEDGING -> stopAcknowledging();
            case STAY_OFFLINE -> {
                leave();
                walk.stepCounter().awaitSteps(STEPS_OFFLINE);
            }
            case SAY_TO_USER -> send(inbox(choice), Api.object());
            case SAY_IN_GROUP -> send("to/g/" + group(choice), Api.object());
            case REPLY_IN_GROUP -> reply(group(choice));
            case SAY_BRIEFLY -> send(inbox(choice), Api.object().put("expiresAt", walk.expireSoon()));
            case RECALL -> changes.change(Operation.RECALL, choice, this::sendRequest);
            case EDIT -> changes.change(Operation.EDIT, choice, this::sendRequest);
            case REACT -> changes.change(Operation.REACT, choice, this::sendRequest);
            case UNREACT -> changes.change(Operation.UNREACT, choice, this::sendRequest);
            case PIN -> changes.change(Operation.PIN, choice, this::sendRequest);
            case UNPIN -> changes.change(Operation.UNPIN, choice, this::sendRequest);
            case READ -> read(choice);
            case JOIN_GROUP -> sendRequest(() -> WalkSetup.join(api, login, group(choice)));
            case LEAVE_GROUP -> leaveGroup(group(choice));
        }
    }

    private String inbox(int choice) {
        return walk.users()
                .get((user + 1 + choice % PEERS) % walk.users().size())
                .inbox();
    }

    private String group(int choice) {
        return walk.groups().get(choice % walk.groups().size());
    }

    private void leaveGroup(String gid) throws InterruptedException {
        // An owner stays, so that the group continues to exist.
        if (walk.groups().indexOf(gid) != user) {
            sendRequest(() -> api.delete(login, "/v1/groups/" + gid + "/members/" + login.uid()));
        }
    }

    private void read(int choice) throws InterruptedException {
        List<Map.Entry<String, Long>> places = List.copyOf(seen.entrySet());
        if (places.isEmpty()) {
            return;
        }
        String conversation = places.get(choice % places.size()).getKey();
        long seq = places.get(choice % places.size()).getValue();
        long askedAt = System.currentTimeMillis();
        Answer answer = sendRequest(() -> api.post(
                login.accessToken(),
                "/v1/conversations/" + conversation + "/read",
                Api.object().put("seq", seq)));
        if (answer != null && answer.status() == 200) {
            long readSeq = answer.body().path("readSeq").asLong();
            events.add(at -> new Event.Read(at, askedAt, conversation, readSeq));
        }
    }

    interface Request {
        Answer send();
    }

    /**
     * Sends a request. Refusals are valid answers, for example when the user is no longer in a group. Returns null if there is
     * no answer because the server was killed.
     */
    private @Nullable Answer sendRequest(Request request) throws InterruptedException {
        walk.serverState().awaitServer();
        try {
            Answer answer = request.send();
            if (answer.status() >= 500 && !walk.serverState().explainsFailure()) {
                throw new IllegalStateException(answer.toString());
            }
            return answer;
        } catch (UncheckedIOException noAnswer) {
            if (!walk.serverState().explainsFailure()) {
                throw noAnswer;
            }
            return null;
        }
    }

    // The connection
    // -----------------------------------------------------------------------------------------------

    /** Connects. Returns whether it was not connected before, and has therefore sent its open messages again. */
    boolean connect() throws InterruptedException {
        Link now = link;
        if (now != null && !now.isOpen()) {
            breakConnection();
            now = null;
        }
        boolean isNew = now == null;
        while (now == null) {
            walk.serverState().awaitUp();
            connectingAt = System.currentTimeMillis();
            try {
                Link opened = openLink();
                link = opened;
                opened.connect();
                now = opened;
            } catch (IOException refused) {
                link = null;
                if (!walk.serverState().explainsFailure()) {
                    throw new UncheckedIOException("could not connect " + login.did(), refused);
                }
            }
            if (now != null) {
                resend();
            }
        }
        return isNew;
    }

    void leave() {
        Link now = link;
        if (now != null) {
            now.leave();
            link = null;
        }
    }

    private void breakConnection() {
        Link now = link;
        if (now != null) {
            now.breakConnection();
            link = null;
        }
    }

    @Override
    public void close() {
        leave();
        events.close();
    }

    // Sending
    // -------------------------------------------------------------------------------------------------------

    /** Replies to the newest message that the device knows. */
    private void reply(String gid) throws InterruptedException {
        long seq = changes.newestOf(gid);
        send("to/g/" + gid, seq == 0 ? Api.object() : Api.object().put("replyTo", seq));
    }

    /** @param members what the message has beside its id and text */
    private void send(String topic, ObjectNode members) throws InterruptedException {
        connect();
        settle(UNSETTLED_AT_MOST - 1);
        String id = Ids.next();
        publish(
                id,
                topic,
                members.put("id", id).put("text", login.did() + " says " + id).toString());
    }

    private void resend() {
        Map<String, PendingMessage> open;
        synchronized (unsettled) {
            open = new LinkedHashMap<>(unsettled);
        }
        open.forEach((id, saying) -> publish(id, saying.topic(), saying.json()));
    }

    private void publish(String id, String topic, String json) {
        events.add(at -> new Event.Sending(at, id, topic));
        Link now = link;
        if (now == null) {
            return;
        }
        CompletableFuture<Ack> ack = new CompletableFuture<>();
        synchronized (unsettled) {
            unsettled.put(id, new PendingMessage(id, topic, json, ack));
        }
        var unused = now.publish(topic, json.getBytes(StandardCharsets.UTF_8), "")
                .whenComplete((answer, lost) -> {
                    if (lost == null) {
                        answered(id, topic, answer);
                        ack.complete(answer);
                    } else {
                        ack.completeExceptionally(lost);
                    }
                });
    }

    /** Waits until at most this many messages are open; connects and sends lost ones again. */
    void settle(int atMost) throws InterruptedException {
        for (PendingMessage oldest = oldest(atMost); oldest != null; oldest = oldest(atMost)) {
            Eventually.within(TIMEOUT, oldest.ack().handle((ack, lost) -> true));
            if (isUnsettled(oldest.id()) && !connect()) {
                // Refused temporarily.
                resend();
            }
        }
    }

    private boolean isUnsettled(String id) {
        synchronized (unsettled) {
            return unsettled.containsKey(id);
        }
    }

    private @Nullable PendingMessage oldest(int atMost) {
        synchronized (unsettled) {
            return unsettled.size() <= atMost
                    ? null
                    : unsettled.values().iterator().next();
        }
    }

    private void answered(String id, String topic, Ack ack) {
        switch (ack) {
            case Ack.Committed committed -> {
                events.add(at -> new Event.Sent(at, id, committed.seq()));
                if (topic.startsWith("to/g/")) {
                    changes.sent(topic.substring("to/g/".length()), committed.seq());
                }
                settled(id);
            }
            case Ack.Plain plain -> {
                events.add(at -> new Event.Sent(at, id, 0));
                settled(id);
            }
            case Ack.Refused refused -> {
                events.add(at -> new Event.Refused(at, id, refused.code()));
                if (!refused.isRetryable()) {
                    settled(id);
                }
            }
        }
    }

    private void settled(String id) {
        synchronized (unsettled) {
            unsettled.remove(id);
        }
    }

    // Receiving
    // ------------------------------------------------------------------------------------------------------

    @Override
    public void connected() {
        long began = connectingAt;
        events.add(at -> new Event.Connected(at, began));
    }

    @Override
    public void leaving() {
        events.add(Event.Leaving::new);
    }

    @Override
    public void ended(boolean clean) {
        events.add(at -> new Event.Ended(at, clean));
        link = null;
    }

    @Override
    public void received(byte[] payload, String correlation, Runnable acknowledge) {
        try {
            JsonNode json = Api.JSON.readTree(payload);
            if (!correlation.isEmpty()) {
                answer(correlation, json);
                acknowledge.run();
            } else if (json.has("conversation") && json.has("seq")) {
                entry(json, acknowledge);
            } else {
                notice(json, acknowledge);
            }
        } catch (RuntimeException fault) {
            walk.failures().add(fault);
            throw fault;
        }
    }

    /** Logs an entry that the device keeps. */
    protected void keep(JsonNode entry) {
        String conversation = entry.path("conversation").asString();
        long seq = entry.path("seq").asLong();
        ShownContent content = ShownContent.of(entry);
        events.add(at -> new Event.Received(at, conversation, seq, content.of(), content.text()));
        ShownContent quote = ShownContent.quotedBy(entry);
        if (quote.of() != 0) {
            long began = connectingAt;
            events.add(at -> new Event.Excerpt(at, began, conversation, quote.of(), quote.text()));
        }
        seen.put(conversation, seq);
        changes.received(entry);
    }

    protected void notice(JsonNode json, Runnable acknowledge) {
        JsonNode error = json.path("error");
        if (error.has("id")) {
            String id = error.path("id").asString();
            events.add(at -> new Event.Refused(at, id, error.path("code").asString()));
            settled(id);
        }
        acknowledge.run();
    }

    /** Handles the answer to a request. */
    protected void answer(String correlation, JsonNode json) {
        throw new IllegalStateException("no request has the correlation data " + correlation);
    }
}
