package io.waggle.im.inbox;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.Id;
import tools.jackson.databind.JsonNode;

import java.util.List;

/** One user's list of conversations, as its client asks for it. */
record ListOf(HttpCalls http, User user) {

    static ListOf newUser(RunningService service) {
        return new ListOf(service.http(), service.http().newUser());
    }

    Answer page(String query) {
        return http.as(user, "GET", "/v1/conversations" + query).expect(200);
    }

    String version() {
        return page("").body().path("version").asString();
    }

    Answer since(String version) {
        return page("?since=" + version);
    }

    List<JsonNode> items() {
        return page("").body().path("items").valueStream().toList();
    }

    /** The conversation as it stands in the list; a missing node if it is not in it. */
    JsonNode item(Id conversation) {
        return find(page(""), conversation);
    }

    static JsonNode find(Answer page, Id conversation) {
        return page.body()
                .path("items")
                .valueStream()
                .filter(item -> item.path("id").asString().equals(conversation.toString()))
                .findFirst()
                .orElseGet(() -> page.body().path("missing"));
    }

    static List<String> ids(Answer page) {
        return page.body()
                .path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    Answer update(Id conversation, String body) {
        return http.as(user, "PATCH", "/v1/conversations/" + conversation, body);
    }

    Answer delete(Id conversation) {
        return http.as(user, "DELETE", "/v1/conversations/" + conversation);
    }

    Answer read(Id conversation, long seq) {
        return http.as(user, "POST", "/v1/conversations/" + conversation + "/read", "{\"seq\":" + seq + "}");
    }

    Answer history(Id conversation) {
        return http.as(user, "GET", "/v1/conversations/" + conversation + "/messages")
                .expect(200);
    }

    /** @return the conversation */
    Id send(ListOf to, String text) {
        return post("{\"u\":\"" + to.user.uid() + "\"}", "\"text\":\"" + text + "\"");
    }

    void sendToGroup(Id gid, String content) {
        post("{\"g\":\"" + gid + "\"}", content);
    }

    private Id post(String to, String content) {
        return http.as(user, "POST", "/v1/messages", "{\"to\":" + to + "," + content + "}")
                .expect(201)
                .id("conversation");
    }

    Id group(ListOf... members) {
        String uids = String.join(
                ",",
                List.of(members).stream()
                        .map(member -> "\"" + member.user.uid() + "\"")
                        .toList());
        return http.as(user, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[" + uids + "]}")
                .expect(201)
                .id("gid");
    }
}
