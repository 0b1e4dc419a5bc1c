package io.waggle.system.example;

import io.waggle.system.client.Api;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.client.SampleMedia;
import io.waggle.system.time.Eventually;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What leads to each packet and answer on the page, by {@link #nameOf} the example. */
final class DownScenes {

    /** Members of entries, the first of which that an entry has says what the example shows. */
    private static final List<String> SHOWN = List.of(
            "expired",
            "recalled",
            "recall",
            "edited",
            "edit",
            "combined",
            "forwarded",
            "thread",
            "unpin",
            "pin",
            "quote",
            "reactions",
            "expiresAt",
            "change",
            "image",
            "voice",
            "album",
            "text");

    private static final int MORE_THAN_ARE_SENT = 505;
    private static final String THUMBS_UP = "/reactions/%F0%9F%91%8D";

    private static final Map<String, Scene> ALL = new TreeMap<>();

    private DownScenes() {}

    static {
        ALL.put("entry text", DownScenes::text);
        ALL.put("entry image", stage -> media(stage, "image", SampleMedia.IMAGE));
        ALL.put("entry voice", stage -> media(stage, "voice", SampleMedia.VOICE));
        ALL.put("entry album", DownScenes::album);
        ALL.put("entry change", DownScenes::added);
        ALL.put("entry quote", DownScenes::reply);
        ALL.put("entry recalled", DownScenes::recall);
        ALL.put("entry recall", DownScenes::recall);
        ALL.put("entry edited", DownScenes::edit);
        ALL.put("entry edit", DownScenes::edit);
        ALL.put("entry reactions", DownScenes::threeReactions);
        ALL.put("entry combined", DownScenes::combined);
        ALL.put("entry forwarded", DownScenes::forwarded);
        ALL.put("entry thread", DownScenes::thread);
        ALL.put("items of Threads", DownScenes::thread);
        ALL.put("thread", DownScenes::thread);
        ALL.put("scheduled", DownScenes::scheduled);
        ALL.put("entry pin", DownScenes::pinAndUnpin);
        ALL.put("entry unpin", DownScenes::pinAndUnpin);
        ALL.put("entry expiresAt", DownScenes::expiresLater);
        ALL.put("entry expired", DownScenes::expires);
        ALL.put("items of Pinned messages", DownScenes::listPins);
        ALL.put("items of The list of conversations", DownScenes::listConversations);
        ALL.put("changes of The list of conversations", DownScenes::listChanges);
        ALL.put("items of Blocks and follows", DownScenes::listFollows);
        ALL.put("problem 403", DownScenes::notAMember);
        ALL.put("problem 400", DownScenes::wrongType);
        ALL.put("presence online", DownScenes::online);
        ALL.put("presence offline", DownScenes::offline);
        ALL.put("gap", DownScenes::manyMissed);
        ALL.put("gap with size", DownScenes::tooLargeEntry);
        ALL.put("tooLarge", DownScenes::tooLargeNotice);
        ALL.put("now", DownScenes::now);
        ALL.put("receipt", DownScenes::receipt);
        ALL.put("receipts", DownScenes::receipts);
        ALL.put("error not-a-member", DownScenes::refusal);
        ALL.put("error slow-mode", DownScenes::slowMode);
        ALL.put("hidden", DownScenes::hidden);
        ALL.put("reactions", DownScenes::threeReactions);
        ALL.put("reacted", DownScenes::threeReactions);
        ALL.put("burning", DownScenes::burning);
        ALL.put("answer", DownScenes::answer);
        ALL.put("friendRequested", DownScenes::friendRequested);
        ALL.put("friendAdded", DownScenes::friendAdded);
        ALL.put("friendRequestRejected", DownScenes::friendRequestRejected);
        ALL.put("friendRemoved", DownScenes::friendRemoved);
        ALL.put("friendUpdated", DownScenes::friendUpdated);
        ALL.put("blockChanged", DownScenes::blockChanged);
        ALL.put("followChanged", DownScenes::followChanged);
        ALL.put("groupJoined", DownScenes::groupJoined);
        ALL.put("groupLeft", DownScenes::groupLeft);
        ALL.put("groupJoinRequested", DownScenes::groupJoinRequested);
        ALL.put("groupJoinRejected", DownScenes::groupJoinRejected);
        ALL.put("conversationUpdated", DownScenes::conversationUpdated);
        ALL.put("meUpdated", DownScenes::meUpdated);
        ALL.put("deviceAdded", DownScenes::deviceAdded);
        ALL.put("deviceRemoved", DownScenes::deviceAdded);
    }

    static Map<String, Scene> all() {
        return ALL;
    }

    /** Returns the scene of an example; fails if there is none. */
    static Scene of(Example.Down example) {
        String name = nameOf(example);
        return Objects.requireNonNull(ALL.get(name), () -> "no scene leads to this example: " + name);
    }

    static String nameOf(Example.Down example) {
        JsonNode json = example.shape();
        if (json.has("seq")) {
            return "entry " + SHOWN.stream().filter(json::has).findFirst().orElse("with nothing known");
        }
        if (json.has("items")) {
            return (json.has("removed") ? "changes of " : "items of ") + example.section();
        }
        if (json.has("status")) {
            return (json.has("code") ? "problem " : "presence ")
                    + json.path("status").asString();
        }
        String notice = json.propertyNames().iterator().next();
        if (notice.equals("error")) {
            return "error " + json.path("error").path("code").asString();
        }
        return notice + (notice.equals("gap") && json.path("gap").has("size") ? " with size" : "");
    }

    // Messages
    // -----------------------------------------------------------------------------------------------------------

    private static void text(Stage stage) {
        stage.listen(stage.bob());
        stage.say(Stage.text("hi"));
    }

    private static void media(Stage stage, String member, SampleMedia sample) {
        stage.listen(stage.bob());
        ObjectNode message = Api.object();
        message.putObject(member).put("mediaId", sample.upload(stage.api(), stage.alice()));
        stage.say(message.toString());
    }

    private static void album(Stage stage) {
        stage.listen(stage.bob());
        ObjectNode message = Api.object().put("caption", "Bees");
        var items = message.putArray("album");
        items.addObject()
                .put("caption", "The first")
                .putObject("image")
                .put("mediaId", SampleMedia.IMAGE.upload(stage.api(), stage.alice()));
        items.addObject().putObject("video").put("mediaId", SampleMedia.VIDEO.upload(stage.api(), stage.alice()));
        stage.say(message.toString());
    }

    private static void added(Stage stage) {
        stage.listen(stage.bob());
        stage.group(stage.bob());
    }

    private static void reply(Stage stage) {
        stage.listen(stage.bob());
        long seq = stage.say(Stage.text("hi")).seq();
        stage.say(Api.object().put("text", "yes").put("replyTo", seq).toString());
    }

    private static void recall(Stage stage) {
        stage.listen(stage.bob());
        Entry entry = stage.say(Stage.text("hi"));
        stage.curl(stage.alice(), "POST", path(entry) + "/recall");
        stage.curl(stage.bob(), "GET", messages(entry));
    }

    private static void edit(Stage stage) {
        stage.listen(stage.bob());
        Entry entry = stage.say(Stage.text("hi"));
        stage.curl(stage.alice(), "PATCH", path(entry), Api.object().put("text", "hi, bees"));
        stage.curl(stage.bob(), "GET", messages(entry));
    }

    private static void threeReactions(Stage stage) {
        Login carol = stage.friend("carol");
        Login dave = stage.friend("dave");
        stage.listen(stage.alice());
        Entry entry = stage.sayTo(stage.group(stage.bob(), carol, dave), Stage.text("hi"));
        for (Login user : List.of(stage.bob(), carol, dave)) {
            stage.curl(user, "PUT", path(entry) + THUMBS_UP);
        }
        stage.curl(stage.bob(), "GET", messages(entry));
    }

    private static void pinAndUnpin(Stage stage) {
        stage.listen(stage.bob());
        String pin = pinOf(stage.say(Stage.text("hi")));
        stage.curl(stage.alice(), "PUT", pin);
        stage.curl(stage.alice(), "DELETE", pin);
    }

    private static void listPins(Stage stage) {
        Entry entry = stage.say(Stage.text("hi"));
        stage.curl(stage.alice(), "PUT", pinOf(entry));
        stage.curl(stage.bob(), "GET", "/v1/conversations/" + entry.conversation() + "/pins");
    }

    private static void expiresLater(Stage stage) {
        stage.listen(stage.bob());
        stage.say(code(Instant.now().plusSeconds(3_600)).toString());
    }

    private static void expires(Stage stage) {
        Entry entry = stage.say(code(Instant.now().plusSeconds(1)).toString());
        Eventually.eventually(
                "the message expires",
                () -> stage.curl(stage.bob(), "GET", messages(entry))
                        .path("items")
                        .path(0)
                        .has("expired"));
    }

    private static ObjectNode code(Instant expiresAt) {
        return Api.object().put("text", "the code is 1234").put("expiresAt", expiresAt.toString());
    }

    // Forwarding, threads and scheduled messages
    // -----------------------------------------------------------------------

    /** Bob's message goes to Carol, and to Alice's own saved messages. */
    private static void forwarded(Stage stage) {
        Login carol = stage.friend("carol");
        stage.listen(carol);
        stage.listen(stage.alice());
        stage.publish(stage.bob(), stage.alice().inbox(), Stage.text("hi"));
        String conversation = stage.api().conversationWith(stage.alice(), stage.bob());
        forward(stage, conversation, carol, Api.object());
        forward(stage, conversation, stage.alice(), Api.object());
    }

    private static void combined(Stage stage) {
        combineForCarol(stage);
    }

    /** A text of Bob's and a picture of Alice's become one message to Carol. Returns it as the answer names it. */
    static JsonNode combineForCarol(Stage stage) {
        Login carol = stage.friend("carol");
        stage.listen(carol);
        stage.publish(stage.bob(), stage.alice().inbox(), Stage.text("hi"));
        ObjectNode picture = Api.object();
        picture.putObject("image").put("mediaId", SampleMedia.IMAGE.upload(stage.api(), stage.alice()));
        String conversation = stage.say(picture.toString()).conversation();
        return forward(
                stage, conversation, carol, Api.object().put("combined", true).put("title", "About bees"));
    }

    /** Alice forwards all of a conversation. */
    private static JsonNode forward(Stage stage, String conversation, Login to, ObjectNode request) {
        var seqs = request.putObject("from").put("conversation", conversation).putArray("seqs");
        stage.api().history(stage.alice(), conversation).forEach(entry -> seqs.add(entry.seq()));
        request.putArray("to").addObject().put("u", to.uid());
        return stage.curl(stage.alice(), "POST", "/v1/messages/forward", request)
                .at("/items/0/messages/0");
    }

    /** Three messages of Bob's in the thread; Alice reads two of them, lists her threads, and follows it no longer. */
    private static void thread(Stage stage) {
        stage.listen(stage.alice());
        Entry root = stage.say(Stage.text("hi"));
        for (int i = 0; i < 3; i++) {
            stage.publish(
                    stage.bob(),
                    stage.alice().inbox(),
                    Api.object().put("text", "yes").put("thread", root.seq()).toString());
        }
        stage.curl(
                stage.alice(), "PUT", path(root) + "/thread/read", Api.object().put("readSeq", root.seq() + 2));
        stage.curl(stage.alice(), "GET", messages(root));
        stage.curl(stage.alice(), "GET", "/v1/threads");
        stage.curl(stage.alice(), "DELETE", path(root) + "/thread/follow");
    }

    /** One message is sent, and one is refused because the group has been muted meanwhile. */
    private static void scheduled(Stage stage) {
        stage.listen(stage.bob());
        String gid = stage.group(stage.bob());
        ObjectNode first = Api.object().put("text", "hi").put("sendAt", soon());
        first.putObject("to").put("u", stage.alice().uid());
        stage.curl(stage.bob(), "POST", "/v1/scheduled-messages", first);
        ObjectNode second = Api.object().put("text", "hi").put("sendAt", soon());
        second.putObject("to").put("g", gid);
        stage.curl(stage.bob(), "POST", "/v1/scheduled-messages", second);
        stage.curl(stage.alice(), "PATCH", "/v1/groups/" + gid, Api.object().put("muteAll", true));
    }

    /** A scheduled message is sent in five seconds at the earliest. */
    private static String soon() {
        return Instant.now().plusSeconds(7).toString();
    }

    private static void slowMode(Stage stage) {
        String gid = stage.group(stage.bob());
        stage.curl(stage.alice(), "PATCH", "/v1/groups/" + gid, Api.object().put("slowMode", 30));
        stage.publish(stage.bob(), "to/g/" + gid, Stage.text("hi"));
        // A new device has missed nothing, so the refusal is the first that it hears.
        Login device = stage.api().login(stage.bob().username());
        stage.publishAndAwait(device, "to/g/" + gid, Stage.text("hi"));
    }

    private static void burning(Stage stage) {
        stage.listen(stage.alice());
        Entry entry = stage.say(
                Api.object().put("text", "secret").put("burnAfter", 30).toString());
        read(stage, stage.bob(), entry);
    }

    /** Bob deletes two messages for himself. */
    private static void hidden(Stage stage) {
        stage.listen(stage.bob());
        Entry first = stage.say(Stage.text("hi"));
        Entry second = stage.say(Stage.text("hi"));
        ObjectNode both = Api.object();
        both.putArray("seqs").add(first.seq()).add(second.seq());
        stage.curl(stage.bob(), "POST", messages(first) + "/hide", both);
    }

    private static void read(Stage stage, Login reader, Entry entry) {
        stage.curl(
                reader,
                "POST",
                "/v1/conversations/" + entry.conversation() + "/read",
                Api.object().put("seq", entry.seq()));
    }

    private static String messages(Entry entry) {
        return "/v1/conversations/" + entry.conversation() + "/messages";
    }

    private static String path(Entry entry) {
        return messages(entry) + "/" + entry.seq();
    }

    private static String pinOf(Entry entry) {
        return "/v1/conversations/" + entry.conversation() + "/pins/" + entry.seq();
    }

    // Delivery
    // -----------------------------------------------------------------------------------------------------------

    private static void manyMissed(Stage stage) {
        Login device = stage.api().login(stage.bob().username());
        for (int i = 0; i < MORE_THAN_ARE_SENT; i++) {
            stage.api()
                    .send(stage.alice(), stage.bob(), Ids.next(), "hi")
                    .join()
                    .expect(201);
        }
        stage.listen(device, List.of(device.deviceTopic()));
    }

    private static void tooLargeEntry(Stage stage) {
        stage.listen(stage.bob(), "-D", "connect", "maximum-packet-size", "600");
        stage.say(Stage.text("hi"));
        stage.say(Stage.text("h" + "i".repeat(1_500)));
    }

    private static void tooLargeNotice(Stage stage) {
        stage.listen(stage.alice(), "-D", "connect", "maximum-packet-size", "600");
        Entry entry = stage.say(Stage.text("hi"));
        stage.curl(
                stage.alice(),
                "PATCH",
                "/v1/conversations/" + entry.conversation(),
                Api.object().put("draft", "d".repeat(8_000)));
    }

    private static void now(Stage stage) {
        stage.listen(stage.bob());
        String gid = stage.group(stage.bob());
        stage.publish(stage.alice(), "now/u/" + stage.bob().uid(), "{\"typing\":true}");
        stage.publish(stage.alice(), "now/g/" + gid, "{\"custom\":{\"type\":\"cursor\",\"data\":[3,4]}}");
    }

    private static void receipt(Stage stage) {
        stage.listen(stage.alice());
        read(stage, stage.bob(), stage.sayTo(stage.group(stage.bob()), Stage.text("hi")));
    }

    /**
     * Bob and Carol go on reading until two of their readings are so close together, within the second after a push, that they
     * are pushed together.
     */
    private static void receipts(Stage stage) {
        Login carol = stage.friend("carol");
        stage.listen(stage.alice());
        String gid = stage.group(stage.bob(), carol);
        Eventually.eventually("two readings are pushed together", () -> {
            List<Entry> entries = Stream.of("hi", "hi")
                    .map(text -> stage.sayTo(gid, Stage.text(text)))
                    .toList();
            read(stage, stage.bob(), entries.get(1));
            read(stage, carol, entries.get(0));
            return stage.heard().stream().anyMatch(packet -> packet.has("receipts"));
        });
    }

    private static void refusal(Stage stage) {
        String gid = stage.group();
        String id = "0197c3a0-1b2c-7def-8123-456789abcdef";
        stage.publishAndAwait(
                stage.bob(),
                "to/g/" + gid,
                Api.object().put("id", id).put("text", "hi").toString());
    }

    private static void answer(Stage stage) {
        String conversation = stage.say(Stage.text("hi")).conversation();
        stage.curl(stage.alice(), "DELETE", "/v1/conversations/" + conversation);
        stage.publishAndAwait(
                stage.alice(),
                "rpc/history",
                Api.object().put("id", "7").put("conversation", conversation).toString());
    }

    private static void online(Stage stage) {
        setStatus(stage, false);
        stage.listen(stage.alice());
        watch(stage, stage.bob());
    }

    /** An invisible user looks offline at once; others after the grace time. */
    private static void offline(Stage stage) {
        stage.listen(stage.alice());
        watch(stage, stage.bob());
        Eventually.eventually(
                "Alice is online",
                () -> stage.heard().stream()
                        .anyMatch(
                                presence -> presence.path("status").asString("").equals("online")));
        setStatus(stage, true);
        watch(stage, stage.friend("carol"));
    }

    private static void setStatus(Stage stage, boolean invisible) {
        stage.curl(
                stage.alice(),
                "PUT",
                "/v1/me/status",
                Api.object().put("text", "in the hut").put("invisible", invisible));
    }

    private static void watch(Stage stage, Login watcher) {
        stage.listen(watcher, List.of("p/" + stage.alice().uid()));
    }

    // People
    // -------------------------------------------------------------------------------------------------------------

    private static String request(Stage stage, Login from) {
        return stage.curl(
                        from,
                        "POST",
                        "/v1/friend-requests",
                        Api.object().put("to", stage.alice().uid()).put("greeting", "It's Bob"))
                .path("id")
                .asString();
    }

    private static void friendRequested(Stage stage) {
        stage.listen(stage.alice());
        request(stage, stage.person("carol", "Carol"));
    }

    private static void friendAdded(Stage stage) {
        Login carol = stage.person("carol", "Carol");
        stage.listen(carol);
        stage.curl(stage.alice(), "POST", "/v1/friend-requests/" + request(stage, carol) + "/accept");
    }

    private static void friendRequestRejected(Stage stage) {
        Login carol = stage.person("carol", "Carol");
        stage.listen(carol);
        stage.curl(stage.alice(), "POST", "/v1/friend-requests/" + request(stage, carol) + "/reject");
    }

    private static void friendRemoved(Stage stage) {
        stage.listen(stage.alice());
        stage.curl(stage.alice(), "DELETE", "/v1/friends/" + stage.bob().uid());
    }

    private static void friendUpdated(Stage stage) {
        stage.listen(stage.alice());
        stage.curl(
                stage.alice(),
                "PATCH",
                "/v1/friends/" + stage.bob().uid(),
                Api.object().put("starred", true));
    }

    private static void blockChanged(Stage stage) {
        stage.listen(stage.alice());
        stage.curl(stage.alice(), "PUT", "/v1/blocks/" + stage.bob().uid());
    }

    private static void followChanged(Stage stage) {
        stage.listen(stage.alice());
        stage.curl(stage.alice(), "PUT", "/v1/follows/" + stage.bob().uid());
    }

    private static void listFollows(Stage stage) {
        stage.curl(stage.alice(), "PUT", "/v1/follows/" + stage.bob().uid());
        stage.curl(stage.alice(), "GET", "/v1/follows");
    }

    private static void meUpdated(Stage stage) {
        stage.listen(stage.alice());
        stage.curl(stage.alice(), "PATCH", "/v1/me", Api.object().put("gender", "female"));
    }

    private static void deviceAdded(Stage stage) {
        stage.listen(stage.alice());
        ObjectNode login =
                Api.object().put("username", stage.alice().username()).put("password", Api.PASSWORD);
        login.putObject("device").put("name", "Alice's phone").put("platform", "ios");
        String did = stage.curl(stage.alice(), "POST", "/v1/sessions", login)
                .path("did")
                .asString();
        stage.curl(stage.alice(), "DELETE", "/v1/devices/" + did);
    }

    // Groups
    // -------------------------------------------------------------------------------------------------------------

    private static void groupJoined(Stage stage) {
        stage.listen(stage.bob());
        stage.group(stage.bob());
    }

    private static void groupLeft(Stage stage) {
        stage.listen(stage.bob());
        String gid = stage.group(stage.bob());
        stage.curl(
                stage.alice(),
                "DELETE",
                "/v1/groups/" + gid + "/members/" + stage.bob().uid());
    }

    private static void groupJoinRequested(Stage stage) {
        stage.listen(stage.alice());
        join(stage, openGroup(stage));
    }

    private static void groupJoinRejected(Stage stage) {
        stage.listen(stage.bob());
        String gid = openGroup(stage);
        String id = join(stage, gid);
        stage.curl(stage.alice(), "POST", "/v1/groups/" + gid + "/join-requests/" + id + "/reject");
    }

    private static String openGroup(Stage stage) {
        String gid = stage.group();
        stage.curl(stage.alice(), "PATCH", "/v1/groups/" + gid, Api.object().put("joinPolicy", "approval"));
        return gid;
    }

    private static String join(Stage stage, String gid) {
        return stage.curl(
                        stage.bob(),
                        "POST",
                        "/v1/groups/" + gid + "/join",
                        Api.object().put("greeting", "I keep bees"))
                .path("id")
                .asString();
    }

    // Lists and refusals over HTTP
    // ---------------------------------------------------------------------------------------

    private static void conversationUpdated(Stage stage) {
        stage.listen(stage.bob());
        Entry entry = stage.say(Stage.text("hi"));
        read(stage, stage.bob(), entry);
        stage.curl(
                stage.bob(),
                "PATCH",
                "/v1/conversations/" + entry.conversation(),
                Api.object().put("muted", true).put("draft", "See you at"));
        stage.curl(
                stage.bob(),
                "PATCH",
                "/v1/conversations/" + entry.conversation(),
                Api.object().put("markedUnread", true));
    }

    /** Five entries after the one that Alice has read, one of them not a message. */
    private static void listConversations(Stage stage) {
        Login carol = stage.friend("carol");
        stage.publish(stage.alice(), carol.inbox(), "hi");
        for (int i = 0; i < 3; i++) {
            read(stage, stage.alice(), stage.say(Stage.text("hi")));
        }
        stage.curl(
                stage.alice(),
                "PATCH",
                "/v1/conversations/" + stage.api().conversationWith(stage.alice(), stage.bob()),
                Api.object().put("markedUnread", true));
        String gid = stage.group(stage.bob());
        stage.sayTo(gid, Stage.text("hi"));
        String topic = "to/g/" + gid;
        stage.publish(stage.bob(), topic, "hi");
        ObjectNode mention = Api.object().put("text", "hi");
        mention.putArray("mentions").add(stage.alice().uid());
        stage.publish(stage.bob(), topic, mention.toString());
        stage.curl(stage.alice(), "PATCH", "/v1/groups/" + gid, Api.object().put("inviters", "admins"));
        stage.publish(stage.bob(), topic, "hi");
        stage.publish(stage.bob(), topic, "hi");
        stage.curl(
                stage.alice(),
                "PATCH",
                "/v1/conversations/" + gid,
                Api.object().put("pinned", true).put("draft", "See you at"));
        stage.curl(
                stage.alice(), "PUT", "/v1/groups/" + gid + "/me", Api.object().put("remark", "Tuesdays"));
        stage.curl(stage.alice(), "GET", "/v1/conversations?limit=2");
    }

    private static void listChanges(Stage stage) {
        String removed = stage.say(Stage.text("hi")).conversation();
        String version = stage.curl(stage.alice(), "GET", "/v1/conversations")
                .path("version")
                .asString();
        read(stage, stage.alice(), stage.sayTo(stage.group(), Stage.text("hi")));
        stage.curl(stage.alice(), "DELETE", "/v1/conversations/" + removed);
        stage.curl(stage.alice(), "GET", "/v1/conversations?since=" + version);
    }

    private static void notAMember(Stage stage) {
        stage.curl(stage.bob(), "GET", "/v1/groups/" + replaceGroup(stage, stage.group()), "");
    }

    private static String replaceGroup(Stage stage, String gid) {
        stage.replace("0R5Y2K8GQ4M1T", gid);
        return gid;
    }

    private static void wrongType(Stage stage) {
        stage.curl(stage.alice(), "PATCH", "/v1/me", "{\"nickname\":17}");
    }
}
