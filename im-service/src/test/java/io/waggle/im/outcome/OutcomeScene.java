package io.waggle.im.outcome;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.waggle.fabric.Subjects;
import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.NoSchedules;
import io.waggle.im.RunningService;
import io.waggle.im.log.ExpirySweep;
import io.waggle.im.media.ScriptedMedia;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.fabric.v1.FetchReply;
import io.waggle.protocol.fabric.v1.FetchRequest;
import io.waggle.protocol.fabric.v1.MediaReaderReply;
import io.waggle.protocol.fabric.v1.MediaReaderRequest;
import io.waggle.protocol.fabric.v1.MediaReferenced;
import io.waggle.protocol.v1.Down;
import tools.jackson.databind.JsonNode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Two friends, Alice and Bob, who write to each other and in groups of Alice's, and what they and others do with messages. */
final class OutcomeScene implements AutoCloseable {

    static final String SECRET = "the secret";
    static final String UP = "\uD83D\uDC4D";
    static final String DOWN = "\uD83D\uDC4E";

    final RunningService service;
    final HttpCalls http;
    final User alice;
    final User bob;
    private final ScriptedMedia media;

    OutcomeScene() {
        this(RunningService.shared());
    }

    /** A scene with two reactions per user, one message per second, a depth of a day, and copies of recalled messages. */
    static OutcomeScene withOtherSettings() {
        return new OutcomeScene(OtherSettings.SERVICE);
    }

    /** A scene of which nothing happens from time to time unless its test does it. */
    static OutcomeScene thatDoesNothingByItself() {
        return new OutcomeScene(NothingByItself.SERVICE);
    }

    private OutcomeScene(RunningService service) {
        this.service = service;
        http = service.http();
        media = new ScriptedMedia(service.fabric());
        alice = http.newUser();
        bob = http.newUser();
        http.befriend(alice, bob);
    }

    /** A message, or another entry. */
    record Place(Id conversation, long seq) {

        String path() {
            return conversationPath() + "/messages/" + seq;
        }

        String conversationPath() {
            return "/v1/conversations/" + conversation;
        }

        /** The entry after this one. */
        Place next() {
            return new Place(conversation, seq + 1);
        }
    }

    @Override
    public void close() {
        media.close();
    }

    User friendOf(User user) {
        User friend = http.newUser();
        http.befriend(user, friend);
        return friend;
    }

    // Messages.

    /** A message of Alice to Bob. */
    Place message() {
        return place(toBob("\"text\":\"" + SECRET + "\"").expect(201));
    }

    /** One with an image and a caption. */
    Place image() {
        return place(toBob("\"image\":{\"mediaId\":\"%s\"},\"caption\":\"%s\"".formatted(media(), SECRET))
                .expect(201));
    }

    /** Media that Alice has uploaded. */
    Id media() {
        return media.mediaOf(alice.uid());
    }

    /** As an administrator does: nobody may use them any more. */
    void blockMedia(Id mediaId) {
        media.block(mediaId);
    }

    /** A message in a group that Alice owns, with Bob as a plain member. */
    Place inGroup(User from) {
        return inGroup(group(), from);
    }

    Place inGroup(Id gid, User from) {
        return place(toGroup(gid, from).expect(201));
    }

    Id group() {
        return http.as(alice, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[\"" + bob.uid() + "\"]}")
                .expect(201)
                .id("gid");
    }

    Answer toGroup(Id gid, User from) {
        return post(from, "{\"to\":{\"g\":\"" + gid + "\"},\"text\":\"" + SECRET + "\"}");
    }

    Answer toBob(String members) {
        return post(alice, "{\"to\":{\"u\":\"" + bob.uid() + "\"}," + members + "}");
    }

    /** A reply of Bob to Alice. */
    Answer reply(long seq) {
        return post(bob, "{\"to\":{\"u\":\"%s\"},\"text\":\"yes\",\"replyTo\":%d}".formatted(alice.uid(), seq));
    }

    Answer post(User from, String body) {
        return http.as(from, "POST", "/v1/messages", body);
    }

    static Place place(Answer sent) {
        return new Place(sent.id("conversation"), sent.body().path("seq").asLong());
    }

    // What is done to them.

    Answer recall(User user, Place place) {
        return http.as(user, "POST", place.path() + "/recall");
    }

    Answer edit(User user, Place place, String text) {
        return http.as(user, "PATCH", place.path(), "{\"text\":\"" + text + "\"}");
    }

    Answer editCaption(User user, Place place, String caption) {
        return http.as(user, "PATCH", place.path(), "{\"caption\":\"" + caption + "\"}");
    }

    Answer react(User user, Place place, String emoji) {
        return http.as(user, "PUT", reactionPath(place, emoji));
    }

    Answer unreact(User user, Place place, String emoji) {
        return http.as(user, "DELETE", reactionPath(place, emoji));
    }

    private static String reactionPath(Place place, String emoji) {
        return place.path() + "/reactions/" + URLEncoder.encode(emoji, StandardCharsets.UTF_8);
    }

    /** Deletes the message for the user alone. */
    Answer hide(User user, Place place) {
        return http.as(user, "DELETE", place.path());
    }

    Answer pin(User user, Place place) {
        return http.as(user, "PUT", place.conversationPath() + "/pins/" + place.seq);
    }

    Answer unpin(User user, Place place) {
        return http.as(user, "DELETE", place.conversationPath() + "/pins/" + place.seq);
    }

    /**
     * Forwards messages of one conversation.
     *
     * @param members further members of the request, each after a comma
     */
    Answer forward(User user, List<Place> messages, String members, String... targets) {
        return http.as(
                user,
                "POST",
                "/v1/messages/forward",
                "{\"from\":{\"conversation\":\"%s\",\"seqs\":%s},\"to\":[%s]%s}"
                        .formatted(
                                messages.getFirst().conversation,
                                messages.stream().map(Place::seq).toList(),
                                String.join(",", targets),
                                members));
    }

    Answer forward(User user, Place message, User target) {
        return forward(user, List.of(message), "", to(target));
    }

    /** Makes one message that contains those given. */
    Answer combine(User user, List<Place> messages, User target) {
        return forward(user, messages, ",\"combined\":true", to(target));
    }

    /** The first copy for the first target. */
    static Place copy(Answer forwarded) {
        JsonNode item = forwarded.expect(200).body().path("items").path(0);
        assertThat(item.has("messages")).as(item.toString()).isTrue();
        JsonNode message = item.path("messages").path(0);
        return new Place(
                Objects.requireNonNull(Id.parse(message.path("conversation").asString())),
                message.path("seq").asLong());
    }

    static String to(User user) {
        return "{\"u\":\"" + user.uid() + "\"}";
    }

    static String to(Id gid) {
        return "{\"g\":\"" + gid + "\"}";
    }

    /** The messages directly within a combined message. */
    Answer contained(User user, Place combined) {
        return http.as(user, "GET", combined.path() + "/combined");
    }

    void forbidForwarding(Place inGroup) {
        http.as(alice, "PATCH", "/v1/groups/" + inGroup.conversation, "{\"noForwarding\":true}")
                .expect(200);
    }

    void expire(Place place) {
        service.sql()
                .sql("insert into expiry (conversation_id, seq, sender_uid, expires_at) values (?, ?, ?, 1)")
                .params(place.conversation.value(), place.seq, alice.uid().value())
                .update();
    }

    void expireAndErase(Place place) {
        expire(place);
        service.sql()
                .sql("update expiry set sweep_at = 1 where conversation_id = ? and seq = ?")
                .params(place.conversation.value(), place.seq)
                .update();
        ExpirySweep.of(service);
    }

    void makeOlder(Place place, Duration time) {
        service.sql()
                .sql("update entry set created_at = created_at - ? where conversation_id = ? and seq = ?")
                .params(time.toMillis(), place.conversation.value(), place.seq)
                .update();
    }

    // What happens to their conversation.

    void block(User blocker, User blocked) {
        http.as(blocker, "PUT", "/v1/blocks/" + blocked.uid()).expect(204);
    }

    void leave(User member, Place place) {
        http.as(member, "DELETE", member(member, place)).expect(204);
    }

    void mute(User member, Place place) {
        http.as(alice, "PUT", member(member, place) + "/mute", "{}").expect(204);
    }

    void promote(User member, Place place) {
        http.as(alice, "PUT", member(member, place) + "/role", "{\"role\":\"admin\"}")
                .expect(204);
    }

    void slowMode(Id gid, int seconds) {
        http.as(alice, "PATCH", "/v1/groups/" + gid, "{\"slowMode\":" + seconds + "}")
                .expect(200);
    }

    /** Someone who joins the group after the message, and cannot read it. */
    User newMember(Place message) {
        User late = http.newUser();
        http.befriend(alice, late);
        http.as(alice, "POST", "/v1/groups/" + message.conversation + "/members", "{\"uids\":[\"" + late.uid() + "\"]}")
                .expect(200);
        return late;
    }

    private static String member(User member, Place place) {
        return "/v1/groups/" + place.conversation + "/members/" + member.uid();
    }

    /** The refusals of something that the user may do only where they may write: not after blocks, and not while muted. */
    void assertOnlyWhereOneMayWrite(Attempt attempt) {
        Place blocking = message();
        block(alice, bob);
        attempt.of(alice, blocking).expectProblem(ErrorCode.BLOCKED_BY_YOU);
        http.as(alice, "DELETE", "/v1/blocks/" + bob.uid()).expect(204);
        block(bob, alice);
        attempt.of(alice, blocking).expectProblem(ErrorCode.NOT_FRIENDS);
        http.as(bob, "DELETE", "/v1/blocks/" + alice.uid()).expect(204);
        Place muted = inGroup(bob);
        promote(bob, muted);
        mute(bob, muted);
        attempt.of(bob, muted).expectProblem(ErrorCode.MUTED);
    }

    interface Attempt {
        Answer of(User user, Place place);
    }

    /** An attempt at each kind of entry that is no message. */
    void assertNotWith(Attempt attempt, ErrorCode code) {
        Place message = inGroup(alice);
        Place change = new Place(message.conversation, 1);
        edit(alice, message, "edited").expect(200);
        Place edit = message.next();
        pin(alice, message).expect(200);
        Place pin = edit.next();
        recall(alice, message).expect(200);
        Place recall = pin.next();
        for (Place place : List.of(change, edit, pin, recall)) {
            attempt.of(alice, place).expectProblem(code);
        }
    }

    /** An attempt at a message that was recalled, and at one that has expired. */
    void assertNotWithWhatIsGone(Attempt attempt) {
        Place recalled = message();
        recall(alice, recalled).expect(200);
        attempt.of(alice, recalled).expectProblem(ErrorCode.MESSAGE_GONE);
        Place expired = message();
        expire(expired);
        attempt.of(alice, expired).expectProblem(ErrorCode.MESSAGE_GONE);
    }

    // What is shown.

    JsonNode entry(User user, Place place) {
        return http.as(user, "GET", place.path()).expect(200).body();
    }

    Answer versions(User user, Place place) {
        return http.as(user, "GET", place.path() + "/versions");
    }

    /** The whole log, as JSON. */
    String log(User user, Place place) {
        return http.as(user, "GET", place.conversationPath() + "/messages?limit=100")
                .expect(200)
                .text();
    }

    /** The conversation in the user's list. */
    JsonNode listed(User user, Place place) {
        return http.as(user, "GET", "/v1/conversations")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(item -> item.path("id").asString().equals(place.conversation.toString()))
                .findFirst()
                .orElseThrow();
    }

    /** The pinned messages, the last pinned first. */
    List<JsonNode> pins(User user, Place place) {
        return http.as(user, "GET", place.conversationPath() + "/pins")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    /** The emoji with which users have reacted. */
    List<String> reactions(User user, Place place) {
        return entry(user, place)
                .path("reactions")
                .valueStream()
                .map(count -> count.path("emoji").asString())
                .toList();
    }

    /** The entries that a device of the user receives that has fetched none of them. */
    Stream<Down> missed(User user, Place place) {
        FetchRequest request = FetchRequest.newBuilder()
                .setUid(user.uid().value())
                .setDid(user.did().value())
                .setConversation(place.conversation.value())
                .setLimit(100)
                .build();
        return parse(FetchReply.parser(), service.ask(Subjects.FETCH, request)).getEntriesList().stream()
                .map(entry -> parse(Down.parser(), entry.toByteArray()));
    }

    /** What the user's devices are told from now on. */
    List<Envelope> listen(User user) {
        return service.listen(user.uid());
    }

    static Down down(Envelope envelope) {
        return Envelopes.down(envelope);
    }

    boolean mayRead(User user, Id mediaId) {
        MediaReaderRequest request = MediaReaderRequest.newBuilder()
                .setUid(user.uid().value())
                .setMediaId(mediaId.value())
                .setUploader(alice.uid().value())
                .build();
        return parse(MediaReaderReply.parser(), service.ask(Subjects.MEDIA_READER, request))
                .getMay();
    }

    boolean isReferenced(Id mediaId) {
        MediaReferenced request =
                MediaReferenced.newBuilder().addMediaIds(mediaId.value()).build();
        return parse(MediaReferenced.parser(), service.ask(Subjects.MEDIA_REFERENCED, request))
                        .getMediaIdsCount()
                > 0;
    }

    /** The work causes no entry and no notice, and what is shown of the message stays. */
    void assertChangesNothing(Place place, Runnable work) {
        JsonNode before = entry(bob, place);
        List<Envelope> bobHears = listen(bob);

        work.run();

        assertThat(bobHears).isEmpty();
        assertThat(entry(bob, place)).isEqualTo(before);
    }

    /** Ends with the JVM, like the shared one. */
    private static final class OtherSettings {
        static final RunningService SERVICE = RunningService.start(Map.of(
                "waggle.messages.reactions-per-user",
                2,
                "waggle.history.depth",
                "1d",
                "waggle.messages.rate.per-second",
                1,
                "waggle.messages.rate.burst",
                1,
                "waggle.messages.audit.key",
                Base64.getEncoder().encodeToString(new byte[32]),
                "waggle.messages.audit.keep",
                "90d"));
    }

    /** Likewise. */
    private static final class NothingByItself {
        static final RunningService SERVICE = RunningService.start(NoSchedules.properties());
    }

    private static <T> T parse(Parser<T> parser, byte[] bytes) {
        try {
            return parser.parseFrom(ByteString.copyFrom(bytes));
        } catch (InvalidProtocolBufferException damaged) {
            throw new AssertionError(damaged);
        }
    }
}
