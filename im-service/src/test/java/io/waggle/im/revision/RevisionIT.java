package io.waggle.im.revision;

import io.waggle.fabric.Subjects;
import io.waggle.im.AtOnce;
import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.im.account.Accounts;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.fabric.v1.FetchRequest;
import io.waggle.protocol.v1.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class RevisionIT {

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
    void recall_byTheSender_leavesNothingInHistoryListAndDatabase() {
        Place secret = send(alice, "the secret");

        Answer left = recall(alice, secret).expect(200);

        assertThat(left.body().path("recalled").path("by").asString())
                .isEqualTo(alice.uid().toString());
        assertThat(left.body().has("text")).isFalse();
        assertThat(history(bob, secret, "").text()).doesNotContain("the secret").contains("\"recalled\"");
        assertThat(http.as(bob, "GET", "/v1/conversations").text()).doesNotContain("the secret");
        assertThat(entry(bob, secret).expect(200).text()).doesNotContain("the secret");
        assertThat(storedBytes(secret)).isZero();
    }

    @Test
    void recall_byTheSender_isAnEntryThatAllReceive() {
        Place secret = send(alice, "the secret");
        List<Envelope> bobHears = service.listen(bob.uid());

        recall(alice, secret).expect(200);

        assertThat(bobHears).singleElement().satisfies(envelope -> {
            Message entry = Envelopes.down(envelope).getMessage();
            assertThat(entry.getSeq()).isEqualTo(secret.seq + 1);
            assertThat(entry.getContent().getRecall().getSeq()).isEqualTo(secret.seq);
        });
    }

    @Test
    void recall_unreadMentionOfBob_isNeitherUnreadNorMentionedAnyMore() {
        Place first = send(alice, "stays");
        Place secret = post(alice, "\"text\":\"the secret\",\"mentions\":[\"" + bob.uid() + "\"]");
        assertThat(listed(bob, secret).path("unread").asInt()).isEqualTo(2);
        assertThat(listed(bob, secret).path("mentioned").asBoolean()).isTrue();

        recall(alice, secret).expect(200);

        assertThat(listed(bob, first).path("unread").asInt()).isEqualTo(1);
        assertThat(listed(bob, first).path("mentioned").asBoolean()).isFalse();
    }

    /** The user is removed between the commit and the answer. */
    @Test
    void edit_byAUserWhoIsGoneMeanwhile_isAnsweredAsMade() {
        Place message = send(alice, "hi");
        service.onHeard(bob.uid(), () -> removeMember(alice, message));

        Answer edited = edit(alice, message, "hello").expect(200);

        assertThat(edited.body().path("text").asString()).isEqualTo("hello");
        entry(alice, message).expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void recall_byAUserWhoIsGoneMeanwhile_isAnsweredAsMade() {
        Place message = send(alice, "the secret");
        service.onHeard(bob.uid(), () -> removeMember(alice, message));

        assertThat(recall(alice, message).expect(200).body().has("recalled")).isTrue();
        entry(alice, message).expectProblem(ErrorCode.NOT_FOUND);
    }

    private void removeMember(User user, Place message) {
        service.sql()
                .sql("delete from member where uid = ? and conversation_id = ?")
                .params(user.uid().value(), message.conversation.value())
                .update();
    }

    @Test
    void recall_again_changesNothing() {
        Place secret = send(alice, "the secret");
        String once = recall(alice, secret).expect(200).text();
        List<Envelope> bobHears = service.listen(bob.uid());

        assertThat(recall(alice, secret).expect(200).text()).isEqualTo(once);

        assertThat(bobHears).isEmpty();
    }

    @Test
    void recall_byAnother_isNotAllowed() {
        Place secret = send(alice, "the secret");

        recall(bob, secret).expectProblem(ErrorCode.NOT_ALLOWED);
        recall(stranger, secret).expectProblem(ErrorCode.NOT_FOUND);
        recall(alice, new Place(secret.conversation, 99)).expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void recall_afterTheTime_isTooLateForTheSenderAndNotForAdmins() {
        Id gid = http.as(alice, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[\"" + bob.uid() + "\"]}")
                .expect(201)
                .id("gid");
        Answer sent = http.as(bob, "POST", "/v1/messages", "{\"to\":{\"g\":\"" + gid + "\"},\"text\":\"the secret\"}")
                .expect(201);
        Place secret = new Place(gid, sent.body().path("seq").asLong());
        makeOlder(secret, 121_000);

        assertThat(recall(bob, secret).expectProblem(ErrorCode.TOO_LATE)).contains("2 minutes");
        assertThat(recall(alice, secret)
                        .expect(200)
                        .body()
                        .path("recalled")
                        .path("by")
                        .asString())
                .isEqualTo(alice.uid().toString());
    }

    @Test
    void recall_byAnAdministrator_isInTheNameOfTheSystem() {
        Place secret = send(alice, "the secret");
        makeOlder(secret, 1_000_000);

        http.as(http.admin(), "POST", "/v1/admin" + path(secret).substring(3) + "/recall")
                .expect(204);

        JsonNode left = entry(bob, secret).expect(200).body();
        assertThat(left.path("recalled").path("by").asString()).isEqualTo(Accounts.SYSTEM.toString());
        assertThat(left.has("text")).isFalse();
    }

    @Test
    void recall_ofAChange_isRefused() {
        Id gid = http.as(alice, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[]}")
                .expect(201)
                .id("gid");

        recall(alice, new Place(gid, 1)).expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void edit_byTheSender_isShownEverywhereAndAnEntry() {
        Place message = send(alice, "hi bees");
        List<Envelope> bobHears = service.listen(bob.uid());

        Answer edited = edit(alice, message, "hi, bees").expect(200);

        assertThat(edited.body().path("text").asString()).isEqualTo("hi, bees");
        assertThat(edited.body().path("edited").has("at")).isTrue();
        assertThat(history(bob, message, "").text()).contains("hi, bees").doesNotContain("hi bees");
        assertThat(listed(bob, message).path("unread").asInt()).isEqualTo(1);
        assertThat(bobHears).singleElement().satisfies(envelope -> {
            Message entry = Envelopes.down(envelope).getMessage();
            assertThat(entry.getContent().getEdit().getSeq()).isEqualTo(message.seq);
            assertThat(entry.getContent().getEdit().getContent().getText()).isEqualTo("hi, bees");
        });
    }

    @Test
    void edit_twice_keepsTheVersions() {
        Place message = send(alice, "one");
        edit(alice, message, "two").expect(200);
        edit(alice, message, "three").expect(200);

        JsonNode versions = versions(bob, message).expect(200).body().path("items");

        assertThat(texts(versions)).containsExactly("one", "two", "three");
        assertThat(versions.get(0).has("edited")).isFalse();
        assertThat(versions.get(1).has("edited")).isTrue();
    }

    @Test
    void edit_toTheSameText_changesNothing() {
        Place message = send(alice, "hi");
        List<Envelope> bobHears = service.listen(bob.uid());

        assertThat(edit(alice, message, "hi").expect(200).body().has("edited")).isFalse();

        assertThat(bobHears).isEmpty();
    }

    @Test
    void edit_newMention_isShownInTheList() {
        Place message = send(alice, "hi");

        http.as(alice, "PATCH", path(message), "{\"text\":\"hi bob\",\"mentions\":[\"" + bob.uid() + "\"]}")
                .expect(200);

        assertThat(listed(bob, message).path("mentioned").asBoolean()).isTrue();
    }

    @Test
    void edit_whatMayNotBeEdited_isRefused() {
        Place message = send(alice, "hi");

        edit(bob, message, "no").expectProblem(ErrorCode.NOT_ALLOWED);
        edit(stranger, message, "no").expectProblem(ErrorCode.NOT_FOUND);
        edit(alice, message, "").expectProblem(ErrorCode.INVALID_PAYLOAD);
        edit(alice, message, "x".repeat(8_193)).expectProblem(ErrorCode.TOO_LONG);
        http.as(alice, "PATCH", path(message), "{}").expectProblem(ErrorCode.INVALID_REQUEST);
        makeOlder(message, 901_000);
        edit(alice, message, "no").expectProblem(ErrorCode.TOO_LATE);
    }

    @Test
    void edit_whereTheSenderMayNoLongerWrite_isRefused() {
        Place message = send(alice, "hi");
        http.as(bob, "PUT", "/v1/blocks/" + alice.uid()).expect(204);

        edit(alice, message, "buy this").expectProblem(ErrorCode.NOT_FRIENDS);
    }

    @Test
    void edit_ofARecalledMessage_isRefusedAndItsVersionsAreGone() {
        Place message = send(alice, "one");
        edit(alice, message, "two").expect(200);
        recall(alice, message).expect(200);

        edit(alice, message, "three").expectProblem(ErrorCode.MESSAGE_GONE);
        versions(alice, message).expectProblem(ErrorCode.MESSAGE_GONE);
        String history = history(bob, message, "").text();
        assertThat(history).doesNotContain("one").doesNotContain("two");
        assertThat(history).contains("\"edit\":{\"seq\":" + message.seq + "}");
        assertThat(service.sql()
                        .sql("select count(*) from entry_version where conversation_id = ?")
                        .param(message.conversation.value())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void entryAndVersions_overRpc_areTheSame() {
        Place message = send(alice, "one");
        edit(alice, message, "two").expect(200);
        RpcCalls rpc = new RpcCalls(service);
        String body = "{\"conversation\":\"%s\",\"seq\":%d}".formatted(message.conversation, message.seq);

        assertThat(rpc.ask(bob, "messages.get", body))
                .isEqualTo(entry(bob, message).body());
        assertThat(rpc.ask(bob, "messages.versions", body))
                .isEqualTo(versions(bob, message).body());
        assertThat(rpc.refusal(stranger, "messages.get", body)).isEqualTo("not-found");
    }

    @Test
    void reply_quotesTheMessageAsItIsNow() {
        Place message = send(alice, "hi bees");
        Place reply = post(bob, "\"text\":\"yes\",\"replyTo\":" + message.seq);
        assertThat(quote(alice, reply).path("text").asString()).isEqualTo("hi bees");

        edit(alice, message, "hi, bees").expect(200);
        assertThat(quote(alice, reply).path("text").asString()).isEqualTo("hi, bees");

        recall(alice, message).expect(200);
        assertThat(quote(alice, reply).path("gone").asBoolean()).isTrue();
        assertThat(quote(alice, reply).has("text")).isFalse();
    }

    @Test
    void reply_liveHasTheQuote() {
        Place message = send(alice, "hi bees");
        List<Envelope> aliceHears = service.listen(alice.uid());

        post(bob, "\"text\":\"yes\",\"replyTo\":" + message.seq);

        assertThat(aliceHears).singleElement().satisfies(envelope -> {
            Message reply = Envelopes.down(envelope).getMessage();
            assertThat(reply.getQuote().getText()).isEqualTo("hi bees");
            assertThat(reply.getQuote().getFrom()).isEqualTo(alice.uid().value());
        });
    }

    @Test
    void reply_toWhatIsNotThereOrGone_isRefused() {
        Place message = send(alice, "hi");
        String to = "{\"to\":{\"u\":\"" + alice.uid() + "\"},\"text\":\"yes\",\"replyTo\":";
        http.as(bob, "POST", "/v1/messages", to + "99}").expectProblem(ErrorCode.INVALID_PAYLOAD);
        http.as(bob, "POST", "/v1/messages", to + "0}").expectProblem(ErrorCode.INVALID_PAYLOAD);

        recall(alice, message).expect(200);

        http.as(bob, "POST", "/v1/messages", to + message.seq + "}").expectProblem(ErrorCode.MESSAGE_GONE);
    }

    @Test
    void reply_sentAgainAfterItsMessageWasRecalled_isAnsweredLikeTheFirst() {
        Place message = send(alice, "hi");
        String reply = "{\"to\":{\"u\":\"" + alice.uid() + "\"},\"id\":\"0197c3a0-1b2c-7def-8123-456789abcdef\","
                + "\"text\":\"yes\",\"replyTo\":" + message.seq + "}";
        String first = http.as(bob, "POST", "/v1/messages", reply).expect(201).text();
        recall(alice, message).expect(200);

        assertThat(http.as(bob, "POST", "/v1/messages", reply).expect(201).text())
                .isEqualTo(first);
    }

    @Test
    void historySince_listsAmendedEntriesOnceAndInOrderOfTheirVersions() {
        Place one = send(alice, "one");
        Place two = send(alice, "two");
        edit(alice, two, "two, edited").expect(200);
        edit(alice, one, "one, edited").expect(200);
        JsonNode all = history(bob, one, "?since=0").body().path("items");
        assertThat(texts(all)).containsExactly("two, edited", "one, edited");

        recall(alice, two).expect(200);

        JsonNode later = history(
                        bob, one, "?since=" + all.get(1).path("version").asLong())
                .body()
                .path("items");
        assertThat(later.size()).isEqualTo(1);
        assertThat(later.get(0).path("seq").asLong()).isEqualTo(two.seq);
        assertThat(later.get(0).has("recalled")).isTrue();
    }

    @Test
    void recallAndEdit_manyAtOnce_endRecalledWithOneRecallEntry() throws Exception {
        Place message = send(alice, "the secret");
        List<Callable<Integer>> racers = IntStream.range(0, 24)
                .<Callable<Integer>>mapToObj(racer -> () -> racer % 3 == 0
                        ? recall(alice, message).status()
                        : edit(alice, message, "the secret, edit " + racer).status())
                .toList();

        List<Integer> statuses = AtOnce.all(racers);

        assertThat(statuses).isSubsetOf(200, 410);
        assertThat(entry(bob, message).expect(200).body().has("recalled")).isTrue();
        String log = history(bob, message, "?limit=100").text();
        assertThat(log).doesNotContain("the secret").containsOnlyOnce("\"recall\":");
    }

    /** Twenty readers on every way, two edits and two recalls: whoever asks after the answer of a recall gets nothing. */
    @Test
    void recall_whileOthersFetchAndEdit_isSeenByAllWhoAskLater() throws Exception {
        for (int round = 0; round < 5; round++) {
            Place message = send(alice, "the secret");
            AtomicLong recalledAt = new AtomicLong(Long.MAX_VALUE);
            List<Callable<Long>> racers = IntStream.range(0, 24)
                    .<Callable<Long>>mapToObj(racer -> () -> switch (racer % 12) {
                        case 10 -> {
                            edit(alice, message, "the secret, edit " + racer);
                            yield 0L;
                        }
                        case 11 -> {
                            recall(alice, message).expect(200);
                            recalledAt.accumulateAndGet(System.nanoTime(), Math::min);
                            yield 0L;
                        }
                        default -> lastSight(message, racer);
                    })
                    .toList();

            long lastSight =
                    AtOnce.all(racers).stream().mapToLong(asked -> asked).max().orElse(0);

            assertThat(lastSight).isLessThan(recalledAt.get());
            assertThat(entry(bob, message).expect(200).body().has("recalled")).isTrue();
        }
    }

    /** Reads until the content is gone. Returns when it asked for the last time and still got it. */
    private long lastSight(Place message, int way) {
        for (long seenAt = 0; ; ) {
            long askedAt = System.nanoTime();
            String shown = switch (way % 5) {
                case 0 -> entry(bob, message).text();
                case 1 -> history(bob, message, "").text();
                case 2 ->
                    history(bob, message, "?since=0").text()
                            + versions(bob, message).text();
                case 3 -> http.as(bob, "GET", "/v1/conversations").text();
                default -> fetched(message);
            };
            if (shown.contains("the secret")) {
                seenAt = askedAt;
            } else if (entry(bob, message).body().has("recalled")) {
                return seenAt;
            }
        }
    }

    /** What a device of Bob gets that was away. */
    private String fetched(Place message) {
        FetchRequest request = FetchRequest.newBuilder()
                .setUid(bob.uid().value())
                .setDid(bob.did().value())
                .setConversation(message.conversation.value())
                .setAfter(0)
                .setLimit(100)
                .build();
        return new String(service.ask(Subjects.FETCH, request), StandardCharsets.UTF_8);
    }

    private record Place(Id conversation, long seq) {}

    private Place send(User from, String text) {
        return post(from, "\"text\":\"" + text + "\"");
    }

    private Place post(User from, String members) {
        User to = from.equals(alice) ? bob : alice;
        Answer sent = http.as(from, "POST", "/v1/messages", "{\"to\":{\"u\":\"" + to.uid() + "\"}," + members + "}")
                .expect(201);
        return new Place(sent.id("conversation"), sent.body().path("seq").asLong());
    }

    private static String path(Place place) {
        return "/v1/conversations/" + place.conversation + "/messages/" + place.seq;
    }

    private Answer recall(User user, Place place) {
        return http.as(user, "POST", path(place) + "/recall");
    }

    private Answer edit(User user, Place place, String text) {
        return http.as(user, "PATCH", path(place), "{\"text\":\"" + text + "\"}");
    }

    private Answer entry(User user, Place place) {
        return http.as(user, "GET", path(place));
    }

    private Answer versions(User user, Place place) {
        return http.as(user, "GET", path(place) + "/versions");
    }

    private JsonNode quote(User user, Place reply) {
        return entry(user, reply).expect(200).body().path("quote");
    }

    private Answer history(User user, Place place, String query) {
        return http.as(user, "GET", "/v1/conversations/" + place.conversation + "/messages" + query)
                .expect(200);
    }

    private JsonNode listed(User user, Place place) {
        JsonNode items =
                http.as(user, "GET", "/v1/conversations").expect(200).body().path("items");
        for (JsonNode item : items) {
            if (item.path("id").asString().equals(place.conversation.toString())) {
                return item;
            }
        }
        throw new AssertionError(place + " is not in " + items);
    }

    private static List<String> texts(JsonNode items) {
        return items.valueStream().map(item -> item.path("text").asString()).toList();
    }

    private long storedBytes(Place place) {
        return service.sql()
                .sql("select length(content) from entry where conversation_id = ? and seq = ?")
                .params(place.conversation.value(), place.seq)
                .query(Long.class)
                .single();
    }

    private void makeOlder(Place place, long millis) {
        service.sql()
                .sql("update entry set created_at = created_at - ? where conversation_id = ? and seq = ?")
                .params(millis, place.conversation.value(), place.seq)
                .update();
    }
}
