package io.waggle.standalone;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Demo users: alice, bob and carol, who are friends and share a group. They and their messages are created once through the
 * public API; existing ones stay unchanged.
 */
final class Demo {

    private static final String GROUP = "Valley beekeepers";

    private final Api api;
    private final String password;
    private final Map<String, DemoActor> actors = new LinkedHashMap<>();

    private Demo(Api api, String password) {
        this.api = api;
        this.password = password;
    }

    /** @return the group's id */
    static String make(String url, String password) throws InterruptedException {
        try (Api api = new Api(url)) {
            return new Demo(api, password).make();
        } catch (IOException fault) {
            throw new Problem(
                    "cannot create the demo users (do they exist with other passwords?): " + fault.getMessage(), fault);
        }
    }

    /** Returns the first commands to try, for a person who has just started Waggle. */
    static String firstCommands(Addresses addresses, Options options, String password, String gid) {
        String page = options.web() == null
                ? ""
                : "Open " + addresses.http() + "/ in two windows, and choose one of them in each.\n";
        return """
                Demo users alice, bob and carol (password %1$s) are friends and share the group %2$s.
                %6$sIn two other terminals:

                  login() { curl -s %3$s/v1/sessions -H 'Content-Type: application/json' -d \\
                    '{"username":"'$1'","password":"%1$s","device":{"name":"shell","platform":"terminal"}}' |
                    tr '{,' '\\n\\n' | sed -nE 's/"(did|accessToken)":"(.*)"/\\1=\\2/p'; }

                  eval "$(login alice)"; mosquitto_sub -V 5 -h %4$s -p %5$d -i $did -u alice -P $accessToken -t d/$did
                  eval "$(login bob)"; mosquitto_pub -V 5 -h %4$s -p %5$d -i $did -u bob -P $accessToken -q 1 -t to/u/@alice -m hi
                """.formatted(password, gid, addresses.http(), addresses.host(), options.mqtt(), page);
    }

    private String make() throws IOException, InterruptedException {
        for (DemoUser user : DemoUser.ALL) {
            actors.put(user.username(), enter(user));
        }
        befriend("alice", "bob");
        befriend("alice", "carol");
        befriend("bob", "carol");
        String gid = group();
        if (gid.isEmpty()) {
            gid = DemoScene.play(GROUP, actor("alice"), actor("bob"), actor("carol"));
        }
        for (DemoActor actor : actors.values()) {
            actor.delete("/v1/sessions/current");
        }
        return gid;
    }

    private DemoActor enter(DemoUser user) throws IOException, InterruptedException {
        api.post(
                "/v1/accounts",
                null,
                Map.of("username", user.username(), "password", password, "nickname", user.nickname()),
                Set.of("username-taken"));
        Map<String, Object> device = Map.of("name", "demo set-up", "platform", "other");
        JsonNode session = api.post(
                "/v1/sessions",
                null,
                Map.of("username", user.username(), "password", password, "device", device),
                Set.of());
        return new DemoActor(
                api, session.path("uid").asString(), session.path("accessToken").asString(), user);
    }

    /**
     * Makes two users friends. Each sends the other a request, and two crossing requests make a friendship, so this may be
     * repeated after an interruption.
     */
    private void befriend(String one, String other) throws IOException, InterruptedException {
        for (JsonNode friend : actor(one).get("/v1/friends").path("items")) {
            if (friend.path("uid").asString().equals(actor(other).uid())) {
                return;
            }
        }
        actor(one).post("/v1/friend-requests", Map.of("to", actor(other).uid()));
        actor(other).post("/v1/friend-requests", Map.of("to", actor(one).uid()));
    }

    /** Returns the id of the group that an earlier start has made; empty if there is none. */
    private String group() throws IOException, InterruptedException {
        for (JsonNode conversation : actor("alice").get("/v1/conversations").path("items")) {
            if (conversation.hasNonNull("gid")
                    && GROUP.equals(conversation.path("name").asString())) {
                return conversation.path("gid").asString();
            }
        }
        return "";
    }

    private DemoActor actor(String user) {
        DemoActor actor = actors.get(user);
        if (actor == null) {
            throw new IllegalStateException(user + " has not logged in");
        }
        return actor;
    }
}
