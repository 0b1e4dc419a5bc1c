package io.waggle.standalone;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Demo users: alice, bob and carol, who are friends and share a group. They are created once through the public API; existing
 * ones stay unchanged.
 */
final class Demo {

    private static final List<String> USERS = List.of("alice", "bob", "carol");
    private static final String PASSWORD = "waggle-demo";
    private static final String GROUP = "Demo";

    private final Api api;
    private final Map<String, JsonNode> sessions = new LinkedHashMap<>();

    private Demo(Api api) {
        this.api = api;
    }

    /** @return the group's id */
    static String make(String url) throws InterruptedException {
        try (Api api = new Api(url)) {
            return new Demo(api).make();
        } catch (IOException fault) {
            throw new Problem(
                    "cannot create the demo users (do they exist with other passwords?): " + fault.getMessage(), fault);
        }
    }

    /** Returns the first commands to try, for a person who has just started Waggle. */
    static String firstCommands(Addresses addresses, Options options, String gid) {
        return """
                Demo users alice, bob and carol (password %1$s) are friends and share the group %2$s.
                In two other terminals:

                  login() { curl -s %3$s/v1/sessions -H 'Content-Type: application/json' -d \\
                    '{"username":"'$1'","password":"%1$s","device":{"name":"shell","platform":"terminal"}}' |
                    tr '{,' '\\n\\n' | sed -nE 's/"(did|accessToken)":"(.*)"/\\1=\\2/p'; }

                  eval "$(login alice)"; mosquitto_sub -V 5 -h %4$s -p %5$d -i $did -u alice -P $accessToken -t d/$did
                  eval "$(login bob)"; mosquitto_pub -V 5 -h %4$s -p %5$d -i $did -u bob -P $accessToken -q 1 -t to/u/@alice -m hi
                """.formatted(PASSWORD, gid, addresses.http(), addresses.host(), options.mqtt());
    }

    private String make() throws IOException, InterruptedException {
        for (String user : USERS) {
            Map<String, String> login = Map.of("username", user, "password", PASSWORD);
            api.post("/v1/accounts", null, login, Set.of("username-taken"));
            Map<String, Object> device = Map.of("name", "demo set-up", "platform", "other");
            sessions.put(
                    user,
                    api.post(
                            "/v1/sessions",
                            null,
                            Map.of("username", user, "password", PASSWORD, "device", device),
                            Set.of()));
        }
        befriend("alice", "bob");
        befriend("alice", "carol");
        befriend("bob", "carol");
        String gid = group();
        for (String user : USERS) {
            api.delete("/v1/sessions/current", token(user));
        }
        return gid;
    }

    /**
     * Makes two users friends. Each sends the other a request, and two crossing requests make a friendship, so this may be
     * repeated after an interruption.
     */
    private void befriend(String one, String other) throws IOException, InterruptedException {
        for (JsonNode friend : api.get("/v1/friends", token(one)).path("items")) {
            if (friend.path("uid").asString().equals(uid(other))) {
                return;
            }
        }
        api.post("/v1/friend-requests", token(one), Map.of("to", uid(other)), Set.of());
        api.post("/v1/friend-requests", token(other), Map.of("to", uid(one)), Set.of());
    }

    private String group() throws IOException, InterruptedException {
        for (JsonNode conversation :
                api.get("/v1/conversations", token("alice")).path("items")) {
            if (conversation.hasNonNull("gid")
                    && GROUP.equals(conversation.path("name").asString())) {
                return conversation.path("gid").asString();
            }
        }
        Map<String, Object> group = Map.of("name", GROUP, "members", List.of(uid("bob"), uid("carol")));
        return api.post("/v1/groups", token("alice"), group, Set.of())
                .path("gid")
                .asString();
    }

    private String uid(String user) {
        return session(user).path("uid").asString();
    }

    private String token(String user) {
        return session(user).path("accessToken").asString();
    }

    private JsonNode session(String user) {
        JsonNode session = sessions.get(user);
        if (session == null) {
            throw new IllegalStateException(user + " has not logged in");
        }
        return session;
    }
}
