package io.waggle.system.walk;

import tools.jackson.databind.JsonNode;

/**
 * The content that an entry shows.
 *
 * @param of the message with this content; 0 if the entry shows none of any message
 * @param text empty if the content is gone
 */
record ShownContent(long of, String text) {

    private static final ShownContent NONE = new ShownContent(0, "");

    static ShownContent of(JsonNode entry) {
        if (entry.has("edit")) {
            JsonNode edit = entry.path("edit");
            return new ShownContent(edit.path("seq").asLong(), edit.path("text").asString(""));
        }
        if (entry.has("recall")) {
            return new ShownContent(entry.path("recall").path("seq").asLong(), "");
        }
        return isMessage(entry)
                ? new ShownContent(
                        entry.path("seq").asLong(), entry.path("text").asString(""))
                : NONE;
    }

    /** Returns the content that the entry quotes. */
    static ShownContent quotedBy(JsonNode entry) {
        JsonNode quote = entry.path("quote");
        return quote.isMissingNode()
                ? NONE
                : new ShownContent(
                        quote.path("seq").asLong(), quote.path("text").asString(""));
    }

    private static boolean isMessage(JsonNode entry) {
        return entry.has("text") || entry.has("recalled") || entry.has("expired");
    }
}
