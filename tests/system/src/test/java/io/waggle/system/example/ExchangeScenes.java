package io.waggle.system.example;

import io.waggle.system.client.Api;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Login;
import io.waggle.system.client.SampleMedia;
import io.waggle.system.server.WaggleProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What precedes each request on the page, and which real values take the places of the page's: by the request's method and path.
 */
final class ExchangeScenes {

    // Ids on the page. Each stands for something else in another example.
    private static final String ALICE = "0R5Y2K8GQ3ZZZ";
    private static final String GROUP = "0R5Y2K8GQ4M1T";
    private static final String A = "0R5Y2K8GQ5AAA";
    private static final String B = "0R5Y2K8GQ5BBB";
    private static final String OTHER_GROUP = "0R5Y2K8GQ4M2V";
    private static final String SCHEDULED = "0R5Y2K8GQ9SSS";

    private static final String PASSWORD = "\"password\":\"…\"";
    private static final String THUMBS_UP = "/reactions/%F0%9F%91%8D";
    private static final String HEART = "/reactions/%E2%9D%A4%EF%B8%8F";

    /** The SHA-256 of the text "test", which the page abbreviates. */
    private static final String SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static final Map<String, Scene> ALL = new TreeMap<>();

    private ExchangeScenes() {}

    static {
        ALL.put("POST /v1/sessions", ExchangeScenes::session);
        ALL.put("GET /v1/conversations/" + GROUP + "/receipts?seq=17&limit=2", ExchangeScenes::receipts);
        ALL.put("PUT /v1/conversations/{id}/messages/{seq}" + THUMBS_UP, ExchangeScenes::react);
        ALL.put("GET /v1/conversations/" + GROUP + "/messages?kind=media&before=100&limit=30", ExchangeScenes::history);
        ALL.put("GET /v1/conversations/" + GROUP + "/messages?around=4711", ExchangeScenes::history);
        ALL.put("POST /v1/messages/forward", ExchangeScenes::forward);
        ALL.put("GET /v1/conversations/{id}/messages/{seq}/combined?after=0&limit=50", ExchangeScenes::combined);
        ALL.put("POST /v1/scheduled-messages", ExchangeScenes::schedule);
        ALL.put("PATCH /v1/scheduled-messages/" + SCHEDULED, ExchangeScenes::reschedule);
        ALL.put("PUT /v1/me/status", stage -> {});
        ALL.put("POST /v1/devices", stage -> {});
        ALL.put("PATCH /v1/me", stage -> {});
        ALL.put("PATCH /v1/me/privacy", stage -> {});
        ALL.put("PUT /v1/me/password", ExchangeScenes::password);
        ALL.put("DELETE /v1/me", ExchangeScenes::password);
        ALL.put("POST /v1/friend-requests", ExchangeScenes::request);
        ALL.put("PATCH /v1/friends/" + ALICE, ExchangeScenes::friend);
        ALL.put("GET /v1/friends?since=15&limit=200", ExchangeScenes::friends);
        ALL.put("POST /v1/groups", stage -> stage.replace(B, stage.bob().uid()));
        ALL.put("GET /v1/groups/" + GROUP, ExchangeScenes::group);
        ALL.put("POST /v1/groups/" + GROUP + "/join", ExchangeScenes::join);
        ALL.put("POST /v1/groups/" + GROUP + "/invites", stage -> stage.replace(GROUP, stage.group()));
        ALL.put("GET /v1/users?username=ali&limit=2", ExchangeScenes::find);
        ALL.put("PUT /v1/admin/users/" + ALICE + "/ban", ExchangeScenes::ban);
        ALL.put("POST /v1/admin/api-keys", stage -> stage.by(stage.api().login("admin")));
        ALL.put("POST /v1/media/uploads", stage -> stage.replace("9f86d0…", SHA256));
        ALL.put("POST /v1/media/" + A + "/complete", ExchangeScenes::complete);
    }

    static Map<String, Scene> all() {
        return ALL;
    }

    /** Returns the scene of an example; fails if there is none. */
    static Scene of(Example.Exchange example) {
        return Objects.requireNonNull(
                ALL.get(example.request()), () -> "nothing is known about this example: " + example.request());
    }

    private static void session(Stage stage) {
        stage.replace(PASSWORD, "\"password\":\"" + Api.PASSWORD + "\"")
                .replace(
                        "127.0.0.1:1883",
                        WaggleProcess.HOST + ":" + stage.waggle().mqttPort())
                .replace("ws://127.0.0.1:8083/mqtt", stage.waggle().ws());
    }

    private static void password(Stage stage) {
        stage.replace(PASSWORD, "\"password\":\"" + Api.PASSWORD + "\"")
                .replace("\"oldPassword\":\"…\"", "\"oldPassword\":\"" + Api.PASSWORD + "\"")
                .replace("\"newPassword\":\"…\"", "\"newPassword\":\"" + Api.PASSWORD + "!\"");
    }

    /** Three others have read entry 17; one of them has read three more. */
    private static void receipts(Stage stage) {
        List<Login> readers = List.of(stage.bob(), stage.friend("carol"), stage.friend("dave"));
        String gid = stage.group(readers.toArray(Login[]::new));
        long seq = stage.sayTo(gid, Stage.text("hi")).seq();
        for (int i = 0; i < 3; i++) {
            stage.sayTo(gid, Stage.text("hi"));
        }
        for (int i = 0; i < readers.size(); i++) {
            stage.curl(
                    readers.get(i),
                    "POST",
                    "/v1/conversations/" + gid + "/read",
                    Api.object().put("seq", i == 1 ? seq + 3 : seq));
        }
        stage.replace(GROUP, gid).replace("?seq=17", "?seq=" + seq);
    }

    private static void history(Stage stage) {
        stage.replace(GROUP, stage.say(Stage.text("hi")).conversation());
    }

    /** Two messages of the pair, to Carol and to a group of Bob's in which only he may write. */
    private static void forward(Stage stage) {
        Entry first = stage.say(Stage.text("hi"));
        Entry second = stage.say(Stage.text("bees"));
        Login carol = stage.friend("carol");
        String muted = stage.api().group(stage.bob(), "Drones", List.of(stage.alice()));
        stage.curl(stage.bob(), "PATCH", "/v1/groups/" + muted, Api.object().put("muteAll", true));
        stage.replace(GROUP, first.conversation())
                .replace("[17,19]", "[" + first.seq() + "," + second.seq() + "]")
                .replace(B, carol.uid())
                .replace(OTHER_GROUP, muted);
    }

    private static void combined(Stage stage) {
        JsonNode combined = DownScenes.combineForCarol(stage);
        stage.replace("{id}", combined.path("conversation").asString())
                .replace("{seq}", Long.toString(combined.path("seq").asLong()));
    }

    private static void schedule(Stage stage) {
        stage.replace(A, stage.bob().uid()).replace("\"2026-12-24T18:00:00Z\"", "\"" + inDays(24) + "\"");
    }

    private static void reschedule(Stage stage) {
        ObjectNode message = Api.object().put("text", "Merry Christmas").put("sendAt", inDays(24));
        message.putObject("to").put("u", stage.bob().uid());
        String id = stage.curl(stage.alice(), "POST", "/v1/scheduled-messages", message)
                .path("id")
                .asString();
        stage.replace(SCHEDULED, id).replace("2026-12-25T08:00:00Z", inDays(25));
    }

    private static String inDays(int days) {
        return Instant.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .plus(days, ChronoUnit.DAYS)
                .toString();
    }

    private static void react(Stage stage) {
        Login carol = stage.friend("carol");
        Login dave = stage.friend("dave");
        Entry entry = stage.sayTo(stage.group(stage.bob(), carol, dave), Stage.text("hi"));
        String path = "/v1/conversations/" + entry.conversation() + "/messages/" + entry.seq();
        stage.curl(stage.bob(), "PUT", path + THUMBS_UP);
        stage.curl(carol, "PUT", path + THUMBS_UP);
        stage.curl(dave, "PUT", path + HEART);
        stage.replace("{id}", entry.conversation()).replace("{seq}", Long.toString(entry.seq()));
    }

    private static void request(Stage stage) {
        stage.by(stage.person("carol", "Carol")).replace(ALICE, stage.alice().uid());
    }

    private static void friend(Stage stage) {
        stage.replace(ALICE, stage.bob().uid());
    }

    /** Bob has changed twice, and Carol is no friend any more. */
    private static void friends(Stage stage) {
        Login carol = stage.friend("carol");
        String version = stage.curl(stage.alice(), "GET", "/v1/friends?since=0")
                .path("version")
                .asString();
        for (boolean starred : List.of(true, false)) {
            stage.curl(
                    stage.alice(),
                    "PATCH",
                    "/v1/friends/" + stage.bob().uid(),
                    Api.object().put("starred", starred));
        }
        stage.curl(stage.alice(), "DELETE", "/v1/friends/" + carol.uid());
        stage.replace("since=15", "since=" + version);
    }

    /** As Bob sees the group. */
    private static void group(Stage stage) {
        String gid = stage.group(stage.bob());
        stage.curl(
                stage.alice(),
                "PATCH",
                "/v1/groups/" + gid,
                Api.object()
                        .put("joinPolicy", "approval")
                        .put("announcement", "Honey on Sunday")
                        .put("avatar", "https://example.com/bees.png"));
        stage.curl(
                stage.bob(),
                "PUT",
                "/v1/groups/" + gid + "/me",
                Api.object().put("nickname", "Drone").put("remark", "those bees"));
        stage.by(stage.bob()).replace(GROUP, gid);
    }

    private static void join(Stage stage) {
        String gid = stage.group();
        stage.curl(stage.alice(), "PATCH", "/v1/groups/" + gid, Api.object().put("joinPolicy", "approval"));
        stage.by(stage.bob()).replace(GROUP, gid);
    }

    /** Three users whose names begin alike, with something that no other user's name begins with. */
    private static void find(Stage stage) {
        String ali = "ali" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        stage.replace("username=ali", "username=" + ali)
                .replace("\"alice\"", "\"" + ali + "ce\"")
                .replace("\"Alison\"", "\"" + ali + "son\"");
        stage.api().register(ali + "ce", "Alice B.").expect(201);
        stage.api().register(ali + "son", "Ali").expect(201);
        stage.api().register(ali + "z", "Aliz").expect(201);
        stage.curl(
                stage.api().login(ali + "son"),
                "PATCH",
                "/v1/me",
                Api.object().put("avatar", "https://example.com/ali.png"));
    }

    private static void ban(Stage stage) {
        String tomorrow = Instant.now()
                .truncatedTo(ChronoUnit.DAYS)
                .plus(1, ChronoUnit.DAYS)
                .toString();
        stage.by(stage.api().login("admin"))
                .replace(ALICE, stage.alice().uid())
                .replace("2026-12-01T00:00:00.000Z", tomorrow.replace("Z", ".000Z"));
    }

    private static void complete(Stage stage) {
        byte[] picture = SampleMedia.picture((int) System.nanoTime());
        JsonNode ticket = stage.api()
                .post(stage.alice().accessToken(), "/v1/media/uploads", Api.ticketFor("bee.jpg", "image/jpeg", picture))
                .expect(201);
        stage.api().put(ticket, picture);
        stage.replace(A, ticket.path("mediaId").asString());
    }
}
