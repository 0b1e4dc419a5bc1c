package io.waggle.im.group;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.Id;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What users do with groups, over HTTP. */
public final class GroupCalls {

    private final HttpCalls http;
    private final Set<Set<Id>> friends = new HashSet<>();

    public GroupCalls(RunningService service) {
        http = service.http();
    }

    /** A group of the owner and its friends, which they become if they are not. */
    public Id create(User owner, User... members) {
        for (User member : members) {
            befriend(owner, member);
        }
        return http.as(owner, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[%s]}".formatted(quoted(members)))
                .expect(201)
                .id("gid");
    }

    private void befriend(User one, User other) {
        if (friends.add(Set.of(one.uid(), other.uid()))) {
            http.befriend(one, other);
        }
    }

    public void promote(User owner, Id gid, User member) {
        call(owner, "PUT", gid, "/members/" + member.uid() + "/role", "{\"role\":\"admin\"}")
                .expect(204);
    }

    public Answer call(User user, String method, Id gid, String path, String body) {
        return http.as(user, method, "/v1/groups/" + gid + path, body);
    }

    public Answer call(User user, String method, Id gid, String path) {
        return call(user, method, gid, path, "");
    }

    public Answer add(User user, Id gid, User... added) {
        return call(user, "POST", gid, "/members", "{\"uids\":[" + quoted(added) + "]}");
    }

    public Answer remove(User user, Id gid, User removed) {
        return call(user, "DELETE", gid, "/members/" + removed.uid());
    }

    public Answer update(User user, Id gid, String patch) {
        return call(user, "PATCH", gid, "", patch);
    }

    public Answer send(User user, Id gid, String text) {
        return http.as(user, "POST", "/v1/messages", "{\"to\":{\"g\":\"%s\"},\"text\":\"%s\"}".formatted(gid, text));
    }

    /** The group as the user sees it. */
    public JsonNode get(User user, Id gid) {
        return call(user, "GET", gid, "").expect(200).body();
    }

    /** The entries of the log that the user may read, oldest first. */
    public List<JsonNode> log(User user, Id gid) {
        List<JsonNode> entries = new ArrayList<>();
        boolean more = true;
        for (long after = 0; more; after = entries.getLast().path("seq").asLong()) {
            JsonNode page = http.as(user, "GET", "/v1/conversations/" + gid + "/messages?limit=100&after=" + after)
                    .expect(200)
                    .body();
            page.path("items").forEach(entries::add);
            more = page.path("more").asBoolean();
        }
        return entries;
    }

    /** What the newest entry says has changed, as JSON. */
    public String lastChange(User user, Id gid) {
        return log(user, gid).getLast().path("change").toString();
    }

    /** The uids of all members. */
    public List<String> members(User user, Id gid) {
        return call(user, "GET", gid, "/members?limit=200")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .map(member -> member.path("uid").asString())
                .toList();
    }

    public String role(User asked, Id gid, User member) {
        return call(asked, "GET", gid, "/members?limit=200")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(item -> item.path("uid").asString().equals(member.uid().toString()))
                .map(item -> item.path("role").asString())
                .collect(Collectors.joining());
    }

    public static String quoted(User... users) {
        return Arrays.stream(users).map(user -> "\"" + user.uid() + "\"").collect(Collectors.joining(","));
    }

    public static List<String> uids(User... users) {
        return Stream.of(users).map(user -> user.uid().toString()).toList();
    }
}
