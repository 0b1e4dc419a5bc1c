package io.waggle.system.walk;

import io.waggle.system.client.Api;
import io.waggle.system.client.Login;
import io.waggle.system.history.Event;
import io.waggle.system.history.EventFile;
import tools.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.Map;

/** Reads conversations over HTTP and logs the messages that they show. */
final class HistoryReader {

    private static final int PAGE = 100;

    private final Api api;
    private final EventFile events;

    HistoryReader(Api api, EventFile events) {
        this.api = api;
        this.events = events;
    }

    /** Reads the list of a user's conversations, and each of them: whole, only what was amended, and what is pinned. */
    void read(Login user) {
        long listed = System.currentTimeMillis();
        for (JsonNode item : api.conversations(user)) {
            String conversation = item.path("id").asString();
            logExcerpt(conversation, ShownContent.of(item.path("last")), listed);
            long asked = System.currentTimeMillis();
            api.get(user, "/v1/conversations/" + conversation + "/pins")
                    .expect(200)
                    .path("items")
                    .forEach(pin -> logExcerpt(conversation, ShownContent.of(pin.path("entry")), asked));
            read(user, conversation, "after", "seq", false);
            read(user, conversation, "since", "version", true);
        }
    }

    /**
     * Reads page after page.
     *
     * @param parameter of the request, for the position
     * @param member of an entry, the value of which is its position
     */
    private void read(Login user, String conversation, String parameter, String member, boolean amended) {
        long position = 0;
        boolean more = true;
        while (more) {
            long asked = System.currentTimeMillis();
            JsonNode page = api.get(
                            user,
                            "/v1/conversations/" + conversation + "/messages?limit=" + PAGE + "&" + parameter + "="
                                    + position)
                    .expect(200);
            for (JsonNode entry : page.path("items")) {
                position = entry.path(member).asLong();
                log(user, conversation, entry, asked, amended);
            }
            more = page.path("more").asBoolean();
        }
    }

    private void logExcerpt(String conversation, ShownContent content, long asked) {
        if (content.of() != 0) {
            events.add(at -> new Event.Excerpt(at, asked, conversation, content.of(), content.text()));
        }
    }

    private void log(Login user, String conversation, JsonNode entry, long asked, boolean amended) {
        logExcerpt(conversation, ShownContent.quotedBy(entry), asked);
        ShownContent content = ShownContent.of(entry);
        long seq = entry.path("seq").asLong();
        if (content.of() == seq) {
            Map<String, Integer> reactions = new HashMap<>();
            entry.path("reactions")
                    .forEach(one -> reactions.put(
                            one.path("emoji").asString(), one.path("count").asInt()));
            long version = entry.path("version").asLong();
            events.add(at -> new Event.Shown(
                    at, asked, user.uid(), conversation, seq, amended, content.text(), reactions, version));
        }
    }
}
