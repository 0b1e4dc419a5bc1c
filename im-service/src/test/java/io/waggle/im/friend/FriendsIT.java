package io.waggle.im.friend;

import io.waggle.im.AtOnce;
import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.im.relation.Relations;
import io.waggle.im.relation.Relationship;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.v1.Down;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

import static org.assertj.core.api.Assertions.assertThat;

class FriendsIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final User alice = http.newUser();
    private final User bob = http.newUser();

    @Test
    void request_accepted_bothAreFriendsAndHearIt() {
        List<Envelope> bobHears = service.listen(bob.uid());
        List<Envelope> aliceHears = service.listen(alice.uid());

        Answer request = http.as(
                        alice,
                        "POST",
                        "/v1/friend-requests",
                        "{\"to\":\"%s\",\"greeting\":\"It's me\"}".formatted(bob.uid()))
                .expect(201);
        assertThat(request.body().path("state").asString()).isEqualTo("pending");
        assertThat(areFriends()).isFalse();
        Down requested = Envelopes.down(bobHears.getFirst());
        assertThat(requested.getFriendRequested().getFrom())
                .isEqualTo(alice.uid().value());
        assertThat(requested.getFriendRequested().getGreeting()).isEqualTo("It's me");

        answer(bob, request.id("id"), "accept").expect(200);

        assertThat(areFriends()).isTrue();
        assertThat(aliceHears)
                .singleElement()
                .satisfies(envelope -> assertThat(
                                Envelopes.down(envelope).getFriendAdded().getUid())
                        .isEqualTo(bob.uid().value()));
        assertThat(bobHears).hasSize(2);
        Answer friends = http.as(alice, "GET", "/v1/friends").expect(200);
        assertThat(friends.body().path("items").get(0).path("username").asString())
                .isEqualTo(bob.username());
        assertThat(friends.body().path("items").get(0).path("since").asString()).endsWith("Z");
        request(alice, bob).expectProblem(ErrorCode.ALREADY_FRIENDS);
        answer(bob, request.id("id"), "accept").expectProblem(ErrorCode.NOT_PENDING);
    }

    @Test
    void request_rejected_requesterHearsAndMayAskAgain() {
        List<Envelope> aliceHears = service.listen(alice.uid());
        Id id = request(alice, bob).id("id");

        answer(bob, id, "reject").expect(200);

        assertThat(aliceHears)
                .singleElement()
                .satisfies(envelope -> assertThat(Envelopes.down(envelope)
                                .getFriendRequestRejected()
                                .getUid())
                        .isEqualTo(bob.uid().value()));
        assertThat(areFriends()).isFalse();
        answer(bob, id, "accept").expectProblem(ErrorCode.NOT_PENDING);
        assertThat(request(alice, bob).expect(201).id("id")).isNotEqualTo(id);
    }

    @Test
    void request_againWhilePending_sameRequest() {
        List<Envelope> bobHears = service.listen(bob.uid());
        Id id = request(alice, bob).id("id");

        assertThat(request(alice, bob).expect(201).id("id")).isEqualTo(id);
        assertThat(bobHears).hasSize(1);
    }

    @Test
    void request_crossing_friendsAtOnce() {
        Id id = request(alice, bob).id("id");

        Answer crossing = request(bob, alice).expect(201);

        assertThat(crossing.id("id")).isEqualTo(id);
        assertThat(crossing.body().path("state").asString()).isEqualTo("accepted");
        assertThat(areFriends()).isTrue();
    }

    @RepeatedTest(10)
    void request_crossingAtTheSameMoment_friendsExactlyOnce() throws Exception {
        assertCrossingMakesFriendsOnce();
    }

    /** While someone reads an older state, InnoDB keeps the key that was deleted beside those that are inserted. */
    @RepeatedTest(10)
    void request_crossingAtTheSameMomentAfterARejection_friendsExactlyOnce() throws Exception {
        Id rejected = request(alice, bob).id("id");
        try (Connection reader = service.bean(DataSource.class).getConnection();
                Statement statement = reader.createStatement()) {
            statement.execute("start transaction with consistent snapshot");
            answer(bob, rejected, "reject").expect(200);

            assertCrossingMakesFriendsOnce();

            statement.execute("rollback");
        }
    }

    @RepeatedTest(5)
    void accept_byManyAtOnce_once() throws Exception {
        Id id = request(alice, bob).id("id");
        Callable<Answer> accept = () -> answer(bob, id, "accept");

        List<Answer> answers = AtOnce.all(Collections.nCopies(5, accept));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> answer.expectProblem(ErrorCode.NOT_PENDING));
    }

    @Test
    void request_oneselfOrNobody_refused() {
        request(alice, alice).expectProblem(ErrorCode.INVALID_REQUEST);
        http.as(alice, "POST", "/v1/friend-requests", "{\"to\":\"0000000000001\"}")
                .expectProblem(ErrorCode.NOT_FOUND);
        http.as(alice, "POST", "/v1/friend-requests", "{\"to\":\"bob\"}").expectProblem(ErrorCode.INVALID_REQUEST);
        http.as(alice, "POST", "/v1/friend-requests", "{}").expectProblem(ErrorCode.INVALID_REQUEST);
        http.as(
                        alice,
                        "POST",
                        "/v1/friend-requests",
                        "{\"to\":\"%s\",\"greeting\":\"%s\"}".formatted(bob.uid(), "x".repeat(201)))
                .expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void answer_notTheAddressee_sameAsUnknown() {
        User mallory = http.newUser();
        Id id = request(alice, bob).id("id");

        answer(mallory, id, "accept").expectProblem(ErrorCode.NOT_FOUND);
        answer(alice, id, "accept").expectProblem(ErrorCode.NOT_FOUND);
        answer(mallory, id, "reject").expectProblem(ErrorCode.NOT_FOUND);
        answer(mallory, new Id(1), "accept").expectProblem(ErrorCode.NOT_FOUND);
        answer(bob, id, "accept").expect(200);
    }

    @Test
    void request_expired_isNoLongerThereAndMayBeMadeAgain() {
        Id id = request(alice, bob).id("id");
        service.sql()
                .sql("update friend_request set expires_at = 1 where id = ?")
                .param(id.value())
                .update();

        answer(bob, id, "accept").expectProblem(ErrorCode.NOT_PENDING);
        assertThat(http.as(bob, "GET", "/v1/friend-requests").body().path("items"))
                .isEmpty();
        Answer again = request(bob, alice).expect(201);
        assertThat(again.id("id")).isNotEqualTo(id);
        assertThat(again.body().path("state").asString()).isEqualTo("pending");
        assertThat(areFriends()).isFalse();
    }

    @Test
    void list_pendingBothWays_pagedNewestFirst() {
        User carol = http.newUser();
        Id outgoing = request(alice, bob).id("id");
        Id incoming = request(carol, alice).id("id");

        Answer first = http.as(alice, "GET", "/v1/friend-requests?limit=1").expect(200);
        assertThat(first.body().path("items").get(0).path("id").asString()).isEqualTo(incoming.toString());
        assertThat(first.body()
                        .path("items")
                        .get(0)
                        .path("peer")
                        .path("username")
                        .asString())
                .isEqualTo(carol.username());
        assertThat(first.body().path("more").asBoolean()).isTrue();
        Answer second = http.as(alice, "GET", "/v1/friend-requests?limit=1&cursor=" + first.id("next"));
        assertThat(second.body().path("items").get(0).path("id").asString()).isEqualTo(outgoing.toString());
        assertThat(second.body().path("more").asBoolean()).isFalse();
        assertThat(second.body().has("next")).isFalse();
    }

    @Test
    void friends_manyOverPages_eachOnce() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            User friend = http.newUser();
            http.befriend(alice, friend);
            expected.add(friend.uid().toString());
        }
        List<String> found = new ArrayList<>();
        Answer page = http.as(alice, "GET", "/v1/friends?limit=2").expect(200);
        collect(page, found);
        while (page.body().path("more").asBoolean()) {
            page = http.as(alice, "GET", "/v1/friends?limit=2&cursor=" + page.id("next"))
                    .expect(200);
            collect(page, found);
        }

        assertThat(found).containsExactlyElementsOf(expected);
        http.as(alice, "GET", "/v1/friends?limit=0").expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void request_idempotencyKeyUsedForAnother_conflict() {
        User carol = http.newUser();
        String path = "/v1/friend-requests";
        String toBob = "{\"to\":\"" + bob.uid() + "\"}";
        String toCarol = "{\"to\":\"" + carol.uid() + "\"}";
        Answer first =
                http.as(alice, "POST", path, toBob, "Idempotency-Key", "k").expect(201);

        http.as(alice, "POST", path, toCarol, "Idempotency-Key", "k").expectProblem(ErrorCode.IDEMPOTENCY_CONFLICT);
        Answer second =
                http.as(alice, "POST", path, toBob, "Idempotency-Key", "k").expect(201);
        assertThat(second.text()).isEqualTo(first.text());
        http.as(bob, "POST", path, toCarol, "Idempotency-Key", "k").expect(201);
    }

    private void assertCrossingMakesFriendsOnce() throws Exception {
        List<Envelope> aliceHears = service.listen(alice.uid());

        List<Answer> answers = AtOnce.all(List.of(() -> request(alice, bob), () -> request(bob, alice)));

        assertThat(answers).allSatisfy(answer -> answer.expect(201));
        assertThat(answers)
                .extracting(answer -> answer.id("id"))
                .containsOnly(answers.getFirst().id("id"));
        assertThat(areFriends()).isTrue();
        assertThat(aliceHears)
                .filteredOn(envelope -> Envelopes.down(envelope).hasFriendAdded())
                .hasSize(1);
        assertThat(service.sql()
                        .sql("select count(*) from friendship where uid in (?, ?)")
                        .params(alice.uid().value(), bob.uid().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    private static void collect(Answer page, List<String> uids) {
        page.body().path("items").forEach(item -> uids.add(item.path("uid").asString()));
    }

    private Answer request(User from, User to) {
        return http.as(from, "POST", "/v1/friend-requests", "{\"to\":\"" + to.uid() + "\"}");
    }

    private Answer answer(User user, Id request, String answer) {
        return http.as(user, "POST", "/v1/friend-requests/" + request + "/" + answer);
    }

    private boolean areFriends() {
        Relationship relationship = service.bean(Relations.class).between(alice.uid(), bob.uid());
        return relationship.senderHasRecipientAsFriend() && relationship.recipientHasSenderAsFriend();
    }
}
