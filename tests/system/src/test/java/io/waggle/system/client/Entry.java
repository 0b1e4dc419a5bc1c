package io.waggle.system.client;

import tools.jackson.databind.JsonNode;

/**
 * A message as a client sees it, in the history or live.
 *
 * @param at as written in JSON
 * @param text empty if it is not a text
 * @param json the whole entry
 */
public record Entry(String conversation, long seq, String from, String at, String id, String text, JsonNode json) {

    public static Entry of(JsonNode json) {
        return new Entry(
                json.path("conversation").asString(),
                json.path("seq").asLong(),
                json.path("from").asString(),
                json.path("at").asString(),
                json.path("id").asString(),
                json.path("text").asString(""),
                json);
    }

    /** Returns whether it is a change of a group. */
    public boolean isChange() {
        return json.has("change");
    }
}
