package io.waggle.system;

import tools.jackson.databind.JsonNode;

/**
 * One message as a client sees it, in history or live.
 *
 * @param at as it stands in JSON
 * @param text empty for what is not a text
 * @param json all of it
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

    /** Whether it tells what has changed in a group. */
    public boolean isChange() {
        return json.has("change");
    }
}
