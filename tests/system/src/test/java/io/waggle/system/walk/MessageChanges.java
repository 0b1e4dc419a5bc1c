package io.waggle.system.walk;

import io.waggle.system.client.Answer;
import io.waggle.system.client.Api;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.history.Event;
import io.waggle.system.history.Event.Operation;
import io.waggle.system.history.Event.Outcome;
import io.waggle.system.history.EventFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a device does to the newest messages that it knows: it recalls, edits and pins them and reacts to them, and logs the
 * outcomes.
 */
final class MessageChanges {

    private static final List<String> EMOJI = List.of("👍", "❤️", "🐝");
    private static final List<String> IN_PATHS = List.of("%F0%9F%91%8D", "%E2%9D%A4%EF%B8%8F", "%F0%9F%90%9D");

    /** One in this number of recalls and edits is of a message that another user may have sent, and is mostly refused. */
    private static final int OF_OTHERS = 8;

    private static final int SERVER_ERROR = 500;

    private final Api api;
    private final AtomicInteger changing;
    private final Login login;
    private final EventFile events;

    /** The newest message, and the user's newest own one, by conversation. */
    private final ConcurrentSkipListMap<String, Long> newest = new ConcurrentSkipListMap<>();

    private final ConcurrentSkipListMap<String, Long> newestOwn = new ConcurrentSkipListMap<>();

    /** @param changing counts the changes that are being requested */
    MessageChanges(Api api, AtomicInteger changing, Login login, EventFile events) {
        this.api = api;
        this.changing = changing;
        this.login = login;
        this.events = events;
    }

    /** A request of the device; null if there is no answer. */
    interface Requests {
        @Nullable
        Answer send(Device.Request request) throws InterruptedException;
    }

    /** The device has received a message. */
    void received(JsonNode entry) {
        if (entry.has("text")) {
            String conversation = entry.path("conversation").asString();
            long seq = entry.path("seq").asLong();
            newest.put(conversation, seq);
            if (entry.path("from").asString().equals(login.uid())) {
                newestOwn.put(conversation, seq);
            }
        }
    }

    /** The device has sent a message to a group. */
    void sent(String gid, long seq) {
        newestOwn.put(gid, seq);
    }

    /** Returns the newest message of the conversation; 0 if none is known. */
    long newestOf(String conversation) {
        return newest.getOrDefault(conversation, 0L);
    }

    void change(Operation operation, int choice, Requests requests) throws InterruptedException {
        boolean own = (operation == Operation.RECALL || operation == Operation.EDIT) && choice % OF_OTHERS != 0;
        List<Map.Entry<String, Long>> messages = List.copyOf((own ? newestOwn : newest).entrySet());
        if (messages.isEmpty()) {
            return;
        }
        Map.Entry<String, Long> message = messages.get(choice / OF_OTHERS % messages.size());
        String conversation = message.getKey();
        long seq = message.getValue();
        int emoji = choice % EMOJI.size();
        String value = switch (operation) {
            case EDIT -> login.did() + " corrects " + seq + " to " + Ids.next();
            case REACT, UNREACT -> EMOJI.get(emoji);
            default -> "";
        };
        String path = "/v1/conversations/" + conversation + "/messages/" + seq;
        String reaction = path + "/reactions/" + IN_PATHS.get(emoji);
        String pin = "/v1/conversations/" + conversation + "/pins/" + seq;
        long asked = System.currentTimeMillis();
        Answer answer = requests.send(() -> {
            changing.incrementAndGet();
            try {
                return switch (operation) {
                    case RECALL -> api.post(login.accessToken(), path + "/recall", Api.object());
                    case EDIT -> api.patch(login, path, Api.object().put("text", value));
                    case REACT -> api.put(login, reaction, Api.object());
                    case UNREACT -> api.delete(login, reaction);
                    case PIN -> api.put(login, pin, Api.object());
                    case UNPIN -> api.delete(login, pin);
                };
            } finally {
                changing.decrementAndGet();
            }
        });
        Outcome outcome = outcome(answer);
        events.add(at -> new Event.Change(at, asked, login.uid(), conversation, seq, operation, value, outcome));
    }

    private static Outcome outcome(@Nullable Answer answer) {
        if (answer == null || answer.status() >= SERVER_ERROR) {
            return Outcome.UNKNOWN;
        }
        return answer.status() < 300 ? Outcome.ACKNOWLEDGED : Outcome.REFUSED;
    }
}
