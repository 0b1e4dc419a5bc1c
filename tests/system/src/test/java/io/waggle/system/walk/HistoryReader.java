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

    /** Reads all conversations of a user, whole and only what was amended. */
    void read(Login user) {
        for (JsonNode item : api.conversations(user)) {
            String conversation = item.path("id").asString();
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

    private void log(Login user, String conversation, JsonNode entry, long asked, boolean amended) {
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
