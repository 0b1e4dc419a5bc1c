package io.waggle.im.inbox;

import io.waggle.im.HttpCalls.Answer;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A client's copy of its user's list: downloaded once, then kept by what has changed. */
final class FollowedList {

    private final ListOf list;
    private final Map<String, JsonNode> items = new LinkedHashMap<>();
    private String version = "";

    FollowedList(ListOf list) {
        this.list = list;
    }

    void download(int pageSize) {
        String cursor = "";
        do {
            Answer page = list.page("?limit=" + pageSize + cursor);
            put(page);
            cursor = page.body().path("more").asBoolean()
                    ? "&cursor=" + page.body().path("next").asString()
                    : "";
        } while (!cursor.isEmpty());
    }

    void follow(int pageSize) {
        boolean more = true;
        while (more) {
            Answer page = list.page("?limit=" + pageSize + "&since=" + version);
            page.body().path("removed").forEach(id -> items.remove(id.asString()));
            put(page);
            more = page.body().path("more").asBoolean();
        }
    }

    private void put(Answer page) {
        page.body().path("items").forEach(item -> items.put(item.path("id").asString(), item));
        version = page.body().path("version").asString();
    }

    /** A client cannot know when it was pinned, nor the time of an entry that it may not see, so it takes their order as given. */
    List<JsonNode> inOrder() {
        List<JsonNode> ordered = new ArrayList<>();
        for (JsonNode item : list.items()) {
            JsonNode mine = items.remove(item.path("id").asString());
            if (mine != null) {
                ordered.add(mine);
            }
        }
        ordered.addAll(items.values());
        return ordered;
    }
}
