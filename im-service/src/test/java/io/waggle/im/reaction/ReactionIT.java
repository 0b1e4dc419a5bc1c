package io.waggle.im.reaction;

import io.waggle.fabric.Subjects;
import io.waggle.im.AtOnce;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Reacted;
import io.waggle.protocol.v1.ReactionsChanged;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class ReactionIT {

    private static final String UP = "\uD83D\uDC4D";
    private static final String DOWN = "\uD83D\uDC4E";
    private static final String PLAIN_HEART = "\u2764";
    private static final String HEART = "\u2764\uFE0F";

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private final User stranger = http.newUser();

    @BeforeEach
    void befriend() {
        http.befriend(alice, bob);
    }

    @Test
    void react_isCountedAndShownInHistory() {
        Place message = send(alice, bob);

        Answer answer = react(bob, message, UP).expect(200);
        react(alice, message, UP).expect(200);

        assertThat(answer.body().path("items")).hasSize(1);
        assertThat(counts(alice, message)).containsExactly(UP + " 2 mine");
        JsonNode shown = items(http.as(alice, "GET", log(message))).get(0).path("reactions");
        assertThat(shown.get(0).path("emoji").asString()).isEqualTo(UP);
        assertThat(shown.get(0).path("count").asInt()).isEqualTo(2);
    }

    @Test
    void react_isNoEntryAndNotUnread() {
        Place message = send(alice, bob);
        http.as(bob, "POST", "/v1/conversations/" + message.conversation + "/read", "{\"seq\":1}")
                .expect(200);

        react(alice, message, UP).expect(200);

        assertThat(items(http.as(bob, "GET", log(message))).size()).isEqualTo(1);
        assertThat(http.as(bob, "GET", "/v1/conversations").expect(200).text()).contains("\"unread\":0");
    }

    @Test
    void react_again_changesNothing() {
        Place message = send(alice, bob);
        react(bob, message, UP).expect(200);
        long version = version(message);

        react(bob, message, UP).expect(200);

        assertThat(counts(bob, message)).containsExactly(UP + " 1 mine");
        assertThat(version(message)).isEqualTo(version);
    }

    @Test
    void react_another_replacesTheFirst() {
        Place message = send(alice, bob);
        react(bob, message, UP).expect(200);

        react(bob, message, DOWN).expect(200);

        assertThat(counts(alice, message)).containsExactly(DOWN + " 1");
        assertThat(rows(message)).isEqualTo(1);
    }

    @Test
    void react_twoFormsOfOneEmoji_countAsOne() {
        Place message = send(alice, bob);

        react(bob, message, PLAIN_HEART).expect(200);
        react(alice, message, HEART).expect(200);

        assertThat(counts(alice, message)).containsExactly(HEART + " 2 mine");
    }

    @Test
    void reactions_severalEmoji_mostFrequentFirst() {
        User carol = http.newUser();
        Place message = inGroup(bob, carol);

        react(alice, message, DOWN).expect(200);
        react(bob, message, UP).expect(200);
        react(carol, message, UP).expect(200);

        assertThat(counts(bob, message)).containsExactly(UP + " 2 mine", DOWN + " 1");
    }

    @Test
    void unreact_removesTheOwnOne() {
        Place message = send(alice, bob);
        react(bob, message, UP).expect(200);
        react(alice, message, UP).expect(200);

        unreact(bob, message, UP).expect(204);
        unreact(bob, message, UP).expect(204);

        assertThat(counts(bob, message)).containsExactly(UP + " 1");
        unreact(alice, message, UP).expect(204);
        assertThat(http.as(bob, "GET", log(message)).text()).doesNotContain("reactions");
    }

    @Test
    void reactors_areListedPageByPage() {
        User carol = http.newUser();
        Place message = inGroup(bob, carol);
        for (User user : List.of(alice, bob, carol)) {
            react(user, message, UP).expect(200);
        }
        String path = path(message) + "/reactions/" + encoded(UP);

        JsonNode first = http.as(alice, "GET", path + "?limit=2").expect(200).body();
        JsonNode second = http.as(
                        alice, "GET", path + "?cursor=" + first.path("next").asString())
                .expect(200)
                .body();

        List<String> uids = Stream.of(first, second)
                .flatMap(page -> page.path("items").valueStream())
                .map(item -> item.path("uid").asString())
                .toList();
        assertThat(first.path("more").asBoolean()).isTrue();
        assertThat(second.path("more").asBoolean()).isFalse();
        assertThat(uids)
                .containsExactlyInAnyOrder(
                        alice.uid().toString(),
                        bob.uid().toString(),
                        carol.uid().toString());
    }

    @Test
    void reactors_whomTheReaderHasBlocked_areLeftOut() {
        Place message = inGroup(bob);
        react(bob, message, UP).expect(200);
        http.as(alice, "PUT", "/v1/blocks/" + bob.uid()).expect(204);

        JsonNode reactors = http.as(alice, "GET", path(message) + "/reactions/" + encoded(UP))
                .expect(200)
                .body();

        assertThat(reactors.path("items").size()).isZero();
    }

    @Test
    void react_whatIsNoEmojiOrNoMessage_isRefused() {
        Place message = inGroup(bob);

        react(bob, message, "ok").expectProblem(ErrorCode.INVALID_REQUEST);
        react(bob, message, UP + UP).expectProblem(ErrorCode.INVALID_REQUEST);
        react(bob, new Place(message.conversation, 1), UP).expectProblem(ErrorCode.INVALID_REQUEST);
        react(bob, new Place(message.conversation, 99), UP).expectProblem(ErrorCode.NOT_FOUND);
        react(stranger, message, UP).expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void react_toWhatIsGone_isRefused() {
        Place message = send(alice, bob);
        react(bob, message, UP).expect(200);
        recall(message).expect(200);

        react(bob, message, UP).expectProblem(ErrorCode.MESSAGE_GONE);
        unreact(bob, message, UP).expectProblem(ErrorCode.MESSAGE_GONE);
        reactions(bob, message).expectProblem(ErrorCode.MESSAGE_GONE);
        assertThat(rows(message)).isZero();
        assertThat(http.as(bob, "GET", log(message)).text()).doesNotContain(UP);
    }

    @Test
    void react_toWhatHasExpired_isRefused() {
        Place message = send(alice, bob);
        react(bob, message, UP).expect(200);
        service.sql()
                .sql("insert into expiry (conversation_id, seq, sender_uid, expires_at) values (?, ?, ?, 1)")
                .params(message.conversation.value(), message.seq, alice.uid().value())
                .update();

        react(alice, message, UP).expectProblem(ErrorCode.MESSAGE_GONE);
        assertThat(http.as(bob, "GET", log(message)).text()).doesNotContain(UP);
    }

    @Test
    void react_toARecallOrAnEdit_isRefused() {
        Place message = send(alice, bob);
        http.as(alice, "PATCH", path(message), "{\"text\":\"hi, bees\"}").expect(200);
        recall(message).expect(200);

        react(bob, new Place(message.conversation, 2), UP).expectProblem(ErrorCode.INVALID_REQUEST);
        react(bob, new Place(message.conversation, 3), UP).expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void react_whereTheUserIsBlocked_isRefusedAndRemovingIsNot() {
        Place message = send(alice, bob);
        react(alice, message, UP).expect(200);
        http.as(bob, "PUT", "/v1/blocks/" + alice.uid()).expect(204);

        react(alice, message, DOWN).expectProblem(ErrorCode.NOT_FRIENDS);
        unreact(alice, message, UP).expect(204);
    }

    @Test
    void react_whereTheUserIsMuted_isRefusedAndRemovingIsNot() {
        Place message = inGroup(bob);
        react(bob, message, UP).expect(200);
        http.as(alice, "PUT", "/v1/groups/" + message.conversation + "/members/" + bob.uid() + "/mute", "{}")
                .expect(204);

        react(bob, message, DOWN).expectProblem(ErrorCode.MUTED);
        unreact(bob, message, UP).expect(204);
    }

    @Test
    void react_afterLeaving_isRefused() {
        Place message = inGroup(bob);
        http.as(bob, "DELETE", "/v1/groups/" + message.conversation + "/members/" + bob.uid())
                .expect(204);

        react(bob, message, UP).expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void edit_ofAMessageWithReactions_keepsThem() {
        Place message = send(alice, bob);
        react(bob, message, UP).expect(200);

        http.as(alice, "PATCH", path(message), "{\"text\":\"hi, bees\"}").expect(200);

        assertThat(counts(bob, message)).containsExactly(UP + " 1 mine");
    }

    @Test
    void historySince_findsTheMessageWithNewReactions() {
        Place message = send(alice, bob);
        send(alice, bob);
        react(bob, message, UP).expect(200);
        long version = version(message);

        react(alice, message, UP).expect(200);

        JsonNode changed = items(http.as(bob, "GET", log(message) + "?since=" + version));
        assertThat(changed.size()).isEqualTo(1);
        assertThat(changed.get(0).path("reactions").get(0).path("count").asInt())
                .isEqualTo(2);
    }

    @Test
    void react_inAPair_bothAndTheSenderAreTold() throws InterruptedException {
        Place message = send(alice, bob);
        HeardReactions aliceHears = new HeardReactions(service, Subjects.user(alice.uid()));
        HeardReactions bobHears = new HeardReactions(service, Subjects.user(bob.uid()));

        react(bob, message, UP).expect(200);

        ReactionsChanged change = bobHears.nextChange();
        assertThat(change.getSeq()).isEqualTo(message.seq);
        assertThat(change.getVersion()).isEqualTo(version(message));
        assertThat(change.getCounts(0).getEmoji()).isEqualTo(UP);
        assertThat(aliceHears.nextChange()).isEqualTo(change);
        Reacted reacted = aliceHears.nextReacted();
        assertThat(reacted.getUid()).isEqualTo(bob.uid().value());
        assertThat(reacted.getEmoji()).isEqualTo(UP);
    }

    @Test
    void reactUnreactAndRecall_manyAtOnce_countsEqualRowsAndNothingIsLeftAfterTheRecall() throws Exception {
        Place message = send(alice, bob);
        List<Integer> statuses = AtOnce.all(racers(message, false));
        assertThat(statuses).isSubsetOf(200, 204);
        assertThat(shownCount(message)).isEqualTo(rows(message));

        statuses = AtOnce.all(racers(message, true));

        assertThat(statuses).isSubsetOf(200, 204, 410);
        assertThat(rows(message)).isZero();
        assertThat(http.as(bob, "GET", path(message)).expect(200).text())
                .contains("recalled")
                .doesNotContain("reactions");
    }

    private List<Callable<Integer>> racers(Place message, boolean withRecall) {
        List<String> emoji = List.of(UP, DOWN, HEART);
        return IntStream.range(0, 24)
                .<Callable<Integer>>mapToObj(racer -> () -> {
                    User user = racer % 2 == 0 ? alice : bob;
                    String one = emoji.get(racer % emoji.size());
                    if (withRecall && racer == 12) {
                        return recall(message).status();
                    }
                    return (racer % 4 == 3 ? unreact(user, message, one) : react(user, message, one)).status();
                })
                .toList();
    }

    @Test
    void storm_ofTwoThousandReactions_isCountedExactlyAndPushedOncePerSecond() throws Exception {
        List<User> users = IntStream.range(0, 50).mapToObj(i -> http.newUser()).toList();
        Place message = inGroup(users.toArray(User[]::new));
        HeardReactions members = new HeardReactions(service, Subjects.group(message.conversation));
        Instant start = Instant.now();

        AtOnce.all(users.stream()
                .<Callable<Integer>>map(user -> () -> {
                    for (int i = 0; i < 40; i++) {
                        react(user, message, i % 2 == 0 ? UP : DOWN).expect(200);
                    }
                    return 0;
                })
                .toList());
        long expected = version(message);
        while (members.nextChange().getVersion() < expected) {
            // The last notice has the newest state.
        }

        Duration took = Duration.between(start, Instant.now());
        assertThat(took).isLessThan(Duration.ofMinutes(2));
        assertThat((long) members.count()).isBetween(1L, took.toSeconds() + 2);
        assertThat(counts(users.getFirst(), message)).containsExactly(DOWN + " 50 mine");
        assertThat(rows(message)).isEqualTo(50);
        // Each version is one transaction: those that waited shared one.
        assertThat(expected).isLessThan(2_000);
    }

    private record Place(Id conversation, long seq) {}

    private Place send(User from, User to) {
        Answer sent = http.as(
                        from, "POST", "/v1/messages", "{\"to\":{\"u\":\"" + to.uid() + "\"},\"text\":\"hi bees\"}")
                .expect(201);
        return new Place(sent.id("conversation"), sent.body().path("seq").asLong());
    }

    /** A message of Alice in a new group of hers with these members. */
    private Place inGroup(User... members) {
        List<String> uids = new ArrayList<>();
        for (User member : members) {
            if (!member.equals(bob)) {
                http.befriend(alice, member);
            }
            uids.add("\"" + member.uid() + "\"");
        }
        Id gid = http.as(
                        alice, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[" + String.join(",", uids) + "]}")
                .expect(201)
                .id("gid");
        Answer sent = http.as(alice, "POST", "/v1/messages", "{\"to\":{\"g\":\"" + gid + "\"},\"text\":\"hi\"}")
                .expect(201);
        return new Place(gid, sent.body().path("seq").asLong());
    }

    private static String log(Place place) {
        return "/v1/conversations/" + place.conversation + "/messages";
    }

    private static String path(Place place) {
        return log(place) + "/" + place.seq;
    }

    private static String encoded(String emoji) {
        return URLEncoder.encode(emoji, StandardCharsets.UTF_8);
    }

    private Answer react(User user, Place place, String emoji) {
        return http.as(user, "PUT", path(place) + "/reactions/" + encoded(emoji));
    }

    private Answer unreact(User user, Place place, String emoji) {
        return http.as(user, "DELETE", path(place) + "/reactions/" + encoded(emoji));
    }

    private Answer reactions(User user, Place place) {
        return http.as(user, "GET", path(place) + "/reactions");
    }

    private Answer recall(Place place) {
        return http.as(alice, "POST", path(place) + "/recall");
    }

    private static JsonNode items(Answer answer) {
        return answer.expect(200).body().path("items");
    }

    private List<String> counts(User user, Place place) {
        return items(reactions(user, place))
                .valueStream()
                .map(item -> item.path("emoji").asString() + " "
                        + item.path("count").asInt() + (item.path("mine").asBoolean() ? " mine" : ""))
                .toList();
    }

    private long shownCount(Place place) {
        return items(reactions(alice, place))
                .valueStream()
                .mapToLong(item -> item.path("count").asLong())
                .sum();
    }

    private long version(Place place) {
        return http.as(alice, "GET", path(place))
                .expect(200)
                .body()
                .path("version")
                .asLong();
    }

    private long rows(Place place) {
        return service.sql()
                .sql("select count(*) from reaction where conversation_id = ? and seq = ?")
                .params(place.conversation.value(), place.seq)
                .query(Long.class)
                .single();
    }
}
