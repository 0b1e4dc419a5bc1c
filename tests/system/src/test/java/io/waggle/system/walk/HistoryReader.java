package io.waggle.system.walk;

import io.waggle.system.client.Api;
import io.waggle.system.client.Login;
import io.waggle.system.history.Event;
import io.waggle.system.history.EventFile;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads conversations over HTTP and logs the messages that they show. */
final class HistoryReader {

    private static final int PAGE = 100;

    private final Api api;
    private final EventFile events;

    HistoryReader(Api api, EventFile events) {
        this.api = api;
        this.events = events;
    }

    /**
     * Reads the list of a user's conversations, and each of them: whole, only what was amended, what is pinned, and its threads;
     * asks for the media; and reads the list of threads.
     */
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
        listThreads(user);
    }

    private void listThreads(Login user) {
        String cursor = "";
        do {
            JsonNode page = api.get(user, "/v1/threads?limit=" + PAGE + cursor).expect(200);
            page.path("items")
                    .forEach(thread -> events.add(at -> new Event.ThreadListed(
                            at,
                            user.uid(),
                            thread.path("conversation").asString(),
                            thread.path("seq").asLong(),
                            thread.path("readSeq").asLong(),
                            thread.path("unread").asLong())));
            cursor = page.path("more").asBoolean()
                    ? "&cursor=" + page.path("next").asString()
                    : "";
        } while (!cursor.isEmpty());
    }

    private void readThread(Login user, String conversation, long root) {
        List<Long> seqs = new ArrayList<>();
        boolean more = true;
        while (more) {
            JsonNode page = api.get(
                            user,
                            "/v1/conversations/" + conversation + "/messages/" + root + "/thread?limit=" + PAGE
                                    + "&after=" + (seqs.isEmpty() ? 0 : seqs.getLast()))
                    .expect(200);
            page.path("items").forEach(entry -> seqs.add(entry.path("seq").asLong()));
            more = page.path("more").asBoolean();
        }
        events.add(at -> new Event.ThreadShown(at, user.uid(), conversation, root, seqs));
    }

    /** Asks for the media of a message, once for each of the media and conversations. */
    private void askForMedia(Login user, String conversation, JsonNode entry, Set<String> asked) {
        String media = entry.path("image").path("mediaId").asString("");
        if (!media.isEmpty() && asked.add(media)) {
            boolean readable = api.get(user, "/v1/media/" + media + "/address").status() == 200;
            long seq = entry.path("seq").asLong();
            events.add(at -> new Event.MediaAsked(at, user.uid(), conversation, seq, readable));
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
        long began = System.currentTimeMillis();
        List<Long> all = new ArrayList<>();
        Set<String> media = new HashSet<>();
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
                all.add(entry.path("seq").asLong());
                askForMedia(user, conversation, entry, media);
            }
            more = page.path("more").asBoolean();
        }
        if (!amended) {
            events.add(at -> new Event.HistoryRead(at, began, user.uid(), conversation, all));
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
            long inThread = entry.path("thread").path("count").asLong();
            events.add(at -> new Event.Shown(
                    at, asked, user.uid(), conversation, seq, amended, content.text(), reactions, version, inThread));
            if (inThread > 0 && !amended) {
                readThread(user, conversation, seq);
            }
        }
    }
}
