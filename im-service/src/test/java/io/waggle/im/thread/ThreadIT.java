package io.waggle.im.thread;

import io.waggle.im.AtOnce;
import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.v1.Message;
import io.waggle.protocol.v1.ThreadUpdated;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class ThreadIT {

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
    void reply_isAnOrdinaryMessageAndItsRootCountsIt() {
        Place root = send(alice, "where?");
        List<Envelope> aliceHears = service.listen(alice.uid());

        Place reply = reply(bob, root, "here");

        assertThat(aliceHears).singleElement().satisfies(envelope -> {
            Message message = Envelopes.down(envelope).getMessage();
            assertThat(message.getSeq()).isEqualTo(root.seq + 1);
            assertThat(message.getContent().getThread()).isEqualTo(root.seq);
        });
        JsonNode thread = entry(alice, root).path("thread");
        assertThat(thread.path("count").asInt()).isEqualTo(1);
        assertThat(thread.path("lastSeq").asLong()).isEqualTo(reply.seq);
        assertThat(thread.path("lastAt")).isEqualTo(entry(bob, reply).path("at"));
        assertThat(entry(bob, reply).path("thread").asLong()).isEqualTo(root.seq);
        assertThat(unread(alice)).isEqualTo(1);
    }

    @Test
    void history_sinceAVersion_hasTheRootWithEachReply() {
        Place root = send(alice, "where?");
        reply(bob, root, "here");
        long version = entry(alice, root).path("version").asLong();

        Place second = reply(alice, root, "there");

        List<JsonNode> amended = items(alice, log(root) + "?since=" + version);
        assertThat(amended).singleElement().satisfies(entry -> {
            assertThat(entry.path("seq").asLong()).isEqualTo(root.seq);
            assertThat(entry.path("thread").path("count").asInt()).isEqualTo(2);
            assertThat(entry.path("thread").path("lastSeq").asLong()).isEqualTo(second.seq);
        });
    }

    @Test
    void page_ofAThread_hasItsMessagesOnly() {
        Place root = send(alice, "root");
        Place other = send(alice, "other root");
        List<Long> replies = IntStream.range(0, 5)
                .mapToObj(i -> {
                    reply(bob, other, "elsewhere");
                    send(alice, "between");
                    return reply(i % 2 == 0 ? bob : alice, root, "" + i).seq;
                })
                .toList();

        assertThat(seqs(items(alice, thread(root)))).containsExactlyElementsOf(replies);
        assertThat(seqs(items(alice, thread(root) + "?limit=2"))).containsExactlyElementsOf(replies.subList(3, 5));
        assertThat(seqs(items(alice, thread(root) + "?limit=2&before=" + replies.get(3))))
                .containsExactlyElementsOf(replies.subList(1, 3));
        assertThat(seqs(items(alice, thread(root) + "?limit=2&after=0")))
                .containsExactlyElementsOf(replies.subList(0, 2));
        JsonNode overRpc = new RpcCalls(service)
                .ask(
                        alice,
                        "threads.page",
                        "{\"conversation\":\"%s\",\"seq\":%d,\"limit\":2}".formatted(root.conversation, root.seq));
        assertThat(overRpc.path("more").asBoolean()).isTrue();
        assertThat(seqs(overRpc.path("items").valueStream().toList())).containsExactlyElementsOf(replies.subList(3, 5));
    }

    @Test
    void thread_ofWhatIsNoRoot_isRefused() {
        Place root = send(alice, "root");
        Place reply = reply(bob, root, "reply");

        post(alice, bob, "\"text\":\"a\",\"thread\":\"17\"").expectProblem(ErrorCode.INVALID_PAYLOAD);
        http.as(alice, "GET", thread(reply)).expectProblem(ErrorCode.INVALID_REQUEST);
        http.as(stranger, "GET", thread(root)).expectProblem(ErrorCode.NOT_FOUND);
        http.as(stranger, "PUT", thread(root) + "/follow").expectProblem(ErrorCode.NOT_FOUND);
        http.as(stranger, "PUT", thread(root) + "/read", "{\"readSeq\":1}").expectProblem(ErrorCode.NOT_FOUND);
        http.as(alice, "PUT", thread(root) + "/read", "{}").expectProblem(ErrorCode.INVALID_REQUEST);
        http.as(alice, "GET", "/v1/threads?cursor=nonsense").expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void reply_sentAgain_isCountedOnce() {
        Place root = send(alice, "root");
        String message = "\"id\":\"" + UUID.randomUUID() + "\",\"text\":\"once\",\"thread\":" + root.seq;

        String first = post(bob, alice, message).expect(201).text();

        assertThat(post(bob, alice, message).expect(201).text()).isEqualTo(first);
        assertThat(count(root)).isEqualTo(1);
    }

    @Test
    void recall_ofAReply_takesItOutOfTheThread() {
        Place root = send(alice, "root");
        Place first = reply(bob, root, "first");
        Place last = reply(bob, root, "last");
        long version = entry(alice, root).path("version").asLong();

        recall(bob, last);

        JsonNode shown = entry(alice, root);
        assertThat(shown.path("thread").path("count").asInt()).isEqualTo(1);
        assertThat(shown.path("thread").path("lastSeq").asLong()).isEqualTo(first.seq);
        assertThat(shown.path("version").asLong()).isGreaterThan(version);
        assertThat(seqs(items(alice, thread(root)))).containsExactly(first.seq);
        recall(bob, first);
        assertThat(entry(alice, root).has("thread")).isFalse();
        assertThat(items(alice, thread(root))).isEmpty();
        reply(bob, root, "again");
        assertThat(count(root)).isEqualTo(1);
    }

    @Test
    void followed_byTheRootsSenderAndWhoWrites_newestActivityFirst() {
        Place one = send(alice, "one");
        Place two = send(alice, "two");
        Place unanswered = send(alice, "three");
        Place inOne = reply(bob, one, "a");
        reply(bob, two, "b");
        Place last = reply(bob, one, "c");

        List<JsonNode> alices = items(alice, "/v1/threads");

        assertThat(seqs(alices)).containsExactly(one.seq, two.seq).doesNotContain(unanswered.seq);
        assertThat(alices.getFirst().path("unread").asInt()).isEqualTo(2);
        assertThat(alices.getFirst().path("root").path("text").asString()).isEqualTo("one");
        assertThat(alices.getFirst().path("root").path("thread").path("lastSeq").asLong())
                .isEqualTo(last.seq);
        assertThat(items(bob, "/v1/threads"))
                .allSatisfy(thread -> assertThat(thread.path("unread").asInt()).isZero());
        assertThat(seqs(items(bob, "/v1/threads"))).containsExactly(one.seq, two.seq);

        JsonNode first = page(alice, "/v1/threads?limit=1");
        assertThat(seqs(first.path("items").valueStream().toList())).containsExactly(one.seq);
        assertThat(first.path("more").asBoolean()).isTrue();
        JsonNode second =
                page(alice, "/v1/threads?limit=1&cursor=" + first.path("next").asString());
        assertThat(seqs(second.path("items").valueStream().toList())).containsExactly(two.seq);
        assertThat(second.path("more").asBoolean()).isFalse();
        assertThat(inOne.seq).isLessThan(last.seq);
    }

    @Test
    void read_movesForwardAndTellsTheOtherDevices() {
        Place root = send(alice, "root");
        Place first = reply(bob, root, "a");
        reply(bob, root, "b");
        List<Envelope> devices = service.listen(alice.uid());

        JsonNode position = read(alice, root, first.seq);
        read(alice, root, 0);

        assertThat(position.path("readSeq").asLong()).isEqualTo(first.seq);
        assertThat(position.path("unread").asInt()).isEqualTo(1);
        assertThat(items(alice, "/v1/threads").getFirst().path("unread").asInt())
                .isEqualTo(1);
        assertThat(devices).singleElement().satisfies(envelope -> {
            assertThat(new Id(envelope.getOrigin())).isEqualTo(alice.did());
            ThreadUpdated updated = Envelopes.down(envelope).getThread();
            assertThat(updated.getSeq()).isEqualTo(root.seq);
            assertThat(updated.getReadSeq()).isEqualTo(first.seq);
            assertThat(updated.hasFollowing()).isFalse();
        });
        assertThat(read(alice, root, Long.MAX_VALUE).path("unread").asInt()).isZero();
        assertThat(unread(alice)).isEqualTo(2);
    }

    @Test
    void unfollow_holdsUntilTheUserFollowsAgain() {
        Place root = send(alice, "root");
        reply(bob, root, "a");
        List<Envelope> devices = service.listen(alice.uid());

        http.as(alice, "DELETE", thread(root) + "/follow").expect(204);
        http.as(alice, "DELETE", thread(root) + "/follow").expect(204);

        assertThat(devices)
                .singleElement()
                .satisfies(envelope -> assertThat(Envelopes.down(envelope).getThread())
                        .satisfies(updated -> assertThat(updated.hasFollowing() && !updated.getFollowing())
                                .isTrue()));
        reply(alice, root, "b");
        reply(bob, root, "c");
        assertThat(items(alice, "/v1/threads")).isEmpty();
        http.as(alice, "PUT", thread(root) + "/follow").expect(204);
        assertThat(seqs(items(alice, "/v1/threads"))).containsExactly(root.seq);
    }

    @Test
    void group_aMemberWhoComesLate_doesNotSeeTheThread() {
        Id gid = http.as(alice, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[]}")
                .expect(201)
                .id("gid");
        Place root = inGroup(alice, gid, "\"text\":\"root\"");
        inGroup(alice, gid, "\"text\":\"a\",\"thread\":" + root.seq);
        http.as(alice, "POST", "/v1/groups/" + gid + "/members", "{\"uids\":[\"" + bob.uid() + "\"]}")
                .expect(200);

        http.as(bob, "GET", thread(root)).expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void deletedForOneself_aReplyIsNotUnread() {
        Place root = send(alice, "root");
        Place first = reply(bob, root, "a");
        reply(bob, root, "b");

        http.as(alice, "DELETE", message(first)).expect(204);

        assertThat(items(alice, "/v1/threads").getFirst().path("unread").asInt())
                .isEqualTo(1);
    }

    @Test
    void repliesAndRecalls_manyAtOnce_theRootCountsWhatIsThere() throws Exception {
        Place root = send(alice, "root");
        List<Place> early = IntStream.range(0, 12)
                .mapToObj(i -> reply(bob, root, "early " + i))
                .toList();

        AtOnce.all(IntStream.range(0, 24)
                .<Callable<Object>>mapToObj(i -> () -> i % 2 == 0
                        ? reply(i % 4 == 0 ? alice : bob, root, "" + i)
                        : http.as(bob, "POST", message(early.get(i / 2)) + "/recall")
                                .expect(200))
                .toList());

        JsonNode thread = entry(alice, root).path("thread");
        List<Long> there = seqs(items(alice, thread(root) + "?limit=100"));
        assertThat(there).hasSize(12);
        assertThat(thread.path("count").asInt()).isEqualTo(12);
        assertThat(thread.path("lastSeq").asLong()).isEqualTo(there.getLast());
        List<Long> versions = items(alice, log(root) + "?since=0&limit=100").stream()
                .map(entry -> entry.path("version").asLong())
                .toList();
        assertThat(versions).isSorted().doesNotHaveDuplicates();
    }

    private record Place(Id conversation, long seq) {}

    private Place send(User from, String text) {
        return place(post(from, other(from), "\"text\":\"" + text + "\""));
    }

    private Place reply(User from, Place root, String text) {
        return place(post(from, other(from), "\"text\":\"" + text + "\",\"thread\":" + root.seq));
    }

    private User other(User user) {
        return user.equals(alice) ? bob : alice;
    }

    private Answer post(User from, User to, String message) {
        return http.as(from, "POST", "/v1/messages", "{\"to\":{\"u\":\"%s\"},%s}".formatted(to.uid(), message));
    }

    private Place inGroup(User from, Id gid, String message) {
        return place(http.as(from, "POST", "/v1/messages", "{\"to\":{\"g\":\"%s\"},%s}".formatted(gid, message)));
    }

    private static Place place(Answer sent) {
        sent.expect(201);
        return new Place(sent.id("conversation"), sent.body().path("seq").asLong());
    }

    private static String log(Place place) {
        return "/v1/conversations/" + place.conversation + "/messages";
    }

    private static String message(Place place) {
        return log(place) + "/" + place.seq;
    }

    private static String thread(Place root) {
        return message(root) + "/thread";
    }

    private JsonNode entry(User user, Place place) {
        return http.as(user, "GET", message(place)).expect(200).body();
    }

    private int count(Place root) {
        return entry(alice, root).path("thread").path("count").asInt();
    }

    private void recall(User user, Place place) {
        http.as(user, "POST", message(place) + "/recall").expect(200);
    }

    private JsonNode read(User user, Place root, long readSeq) {
        return http.as(user, "PUT", thread(root) + "/read", "{\"readSeq\":" + readSeq + "}")
                .expect(200)
                .body();
    }

    private JsonNode page(User user, String path) {
        return http.as(user, "GET", path).expect(200).body();
    }

    private List<JsonNode> items(User user, String path) {
        return page(user, path).path("items").valueStream().toList();
    }

    private static List<Long> seqs(List<JsonNode> items) {
        return items.stream().map(item -> item.path("seq").asLong()).toList();
    }

    private int unread(User user) {
        return items(user, "/v1/conversations").getFirst().path("unread").asInt();
    }
}
