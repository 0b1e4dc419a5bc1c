package io.waggle.system.walk;

import io.waggle.system.client.Answer;
import io.waggle.system.client.Api;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.history.Event;
import io.waggle.system.history.Event.Outcome;
import io.waggle.system.history.Event.Scheduling;
import io.waggle.system.history.EventFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Schedules messages, changes, cancels and sends them, and logs the outcomes. */
final class ScheduledMessages {

    /** More than the server's shortest time, although the request may wait. */
    private static final int AHEAD_MILLIS = 6_000;

    private static final int SPREAD_MILLIS = 4_000;

    private final Api api;
    private final WalkSetup walk;
    private final Login login;
    private final EventFile events;

    /** Those that are not known to be cancelled or sent. */
    private final List<Waiting> waiting = new ArrayList<>();

    /** @param message as it is sent over HTTP */
    private record Waiting(String path, String id, ObjectNode message) {}

    ScheduledMessages(Api api, WalkSetup walk, Login login, EventFile events) {
        this.api = api;
        this.walk = walk;
        this.login = login;
        this.events = events;
    }

    void schedule(int choice, ObjectNode to, MessageChanges.Requests requests) throws InterruptedException {
        String id = Ids.next();
        ObjectNode message = Api.object().put("id", id).put("text", login.did() + " says later " + id);
        message.set("to", to);
        long sendAt = time(choice);
        ObjectNode request = message.deepCopy().put("sendAt", json(sendAt));
        Answer answer = request(
                id,
                Scheduling.SCHEDULE,
                sendAt,
                () -> api.post(login.accessToken(), "/v1/scheduled-messages", request),
                requests);
        if (answer != null && answer.status() == 201) {
            String path = "/v1/scheduled-messages/" + answer.body().path("id").asString();
            waiting.add(new Waiting(path, id, message));
        }
    }

    void move(int choice, MessageChanges.Requests requests) throws InterruptedException {
        Waiting one = choose(choice);
        if (one != null) {
            long sendAt = time(choice);
            var unused = request(
                    one.id,
                    Scheduling.MOVE,
                    sendAt,
                    () -> api.patch(login, one.path, Api.object().put("sendAt", json(sendAt))),
                    requests);
        }
    }

    void cancel(int choice, MessageChanges.Requests requests) throws InterruptedException {
        Waiting one = choose(choice);
        if (one != null) {
            waiting.remove(one);
            var unused = request(one.id, Scheduling.CANCEL, 0, () -> api.delete(login, one.path), requests);
        }
    }

    /** Sends the message itself, with the same id, and cancels what was to be sent later. */
    void sendNow(int choice, MessageChanges.Requests requests) throws InterruptedException {
        Waiting one = choose(choice);
        if (one != null) {
            var unused = request(
                    one.id,
                    Scheduling.SEND,
                    0,
                    () -> api.post(login.accessToken(), "/v1/messages", one.message),
                    requests);
            cancel(choice, requests);
        }
    }

    private @Nullable Waiting choose(int choice) {
        return waiting.isEmpty() ? null : waiting.get(choice % waiting.size());
    }

    private long time(int choice) {
        long sendAt = System.currentTimeMillis() + AHEAD_MILLIS + choice % SPREAD_MILLIS;
        walk.lastDue().accumulateAndGet(sendAt, Math::max);
        return sendAt;
    }

    private static String json(long time) {
        return Instant.ofEpochMilli(time).toString();
    }

    private @Nullable Answer request(
            String id, Scheduling what, long sendAt, Device.Request request, MessageChanges.Requests requests)
            throws InterruptedException {
        long asked = System.currentTimeMillis();
        Answer answer = requests.send(walk.counted(request));
        Outcome outcome = MessageChanges.outcome(answer);
        events.add(at -> new Event.Scheduled(at, asked, login.uid(), id, what, sendAt, outcome));
        return answer;
    }
}
