package io.waggle.system.walk;

import io.waggle.system.client.Answer;
import io.waggle.system.client.Api;
import io.waggle.system.client.Login;
import io.waggle.system.history.Event;
import io.waggle.system.history.EventFile;
import tools.jackson.databind.JsonNode;

import java.util.concurrent.ConcurrentHashMap;

/** Reads and follows the threads that a device knows, one in each group at a time. */
final class ThreadSteps {

    /** A message with such a number begins another thread. */
    private static final int BEGINS = 16;

    private final Api api;
    private final Login login;
    private final EventFile events;

    /** The root of a thread, or a message that may become one, by conversation. */
    private final ConcurrentHashMap<String, Long> roots = new ConcurrentHashMap<>();

    ThreadSteps(Api api, Login login, EventFile events) {
        this.api = api;
        this.login = login;
        this.events = events;
    }

    /** The device has received a message. */
    void received(JsonNode entry) {
        String conversation = entry.path("conversation").asString();
        if (entry.path("thread").isIntegralNumber()) {
            roots.put(conversation, entry.path("thread").asLong());
        } else if (entry.has("text") && entry.path("seq").asLong() % BEGINS == 0) {
            roots.put(conversation, entry.path("seq").asLong());
        }
    }

    /** Returns the root of a thread; 0 if none is known. */
    long rootIn(String conversation) {
        return roots.getOrDefault(conversation, 0L);
    }

    void read(String conversation, long upTo, MessageChanges.Requests requests) throws InterruptedException {
        long root = rootIn(conversation);
        if (root == 0) {
            return;
        }
        Answer answer = requests.send(() ->
                api.put(login, path(conversation, root) + "/read", Api.object().put("readSeq", upTo)));
        if (answer != null && answer.status() == 200) {
            long readSeq = answer.body().path("readSeq").asLong();
            events.add(at -> new Event.ThreadRead(at, login.uid(), conversation, root, readSeq));
        }
    }

    void follow(String conversation, boolean following, MessageChanges.Requests requests) throws InterruptedException {
        long root = rootIn(conversation);
        if (root != 0) {
            String path = path(conversation, root) + "/follow";
            var unused = requests.send(() -> following ? api.put(login, path, Api.object()) : api.delete(login, path));
        }
    }

    private static String path(String conversation, long root) {
        return "/v1/conversations/" + conversation + "/messages/" + root + "/thread";
    }
}
