package io.waggle.im.block;

import io.waggle.im.AtOnce;
import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.im.friend.Friends;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.v1.BlockChanged;
import io.waggle.protocol.v1.Down;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class BlocksIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final User alice = http.newUser();
    private final User bob = http.newUser();

    @Test
    void block_andUnblock_idempotentListedAndHeardByOwnDevicesAlone() {
        List<Envelope> aliceHears = service.listen(alice.uid());
        List<Envelope> bobHears = service.listen(bob.uid());

        block(alice, bob).expect(204);
        block(alice, bob).expect(204);
        assertThat(blocks(alice).body().path("items").get(0).path("username").asString())
                .isEqualTo(bob.username());
        unblock(alice, bob).expect(204);
        unblock(alice, bob).expect(204);

        assertThat(blocks(alice).body().path("items")).isEmpty();
        assertThat(aliceHears)
                .extracting(envelope -> Envelopes.down(envelope).getBlockChanged())
                .extracting(BlockChanged::getBlocked)
                .containsExactly(true, false);
        assertThat(aliceHears)
                .allSatisfy(envelope ->
                        assertThat(envelope.getOrigin()).isEqualTo(alice.did().value()));
        assertThat(bobHears).isEmpty();
    }

    @Test
    void block_byPages_eachOnce() {
        List<User> others = List.of(http.newUser(), http.newUser(), http.newUser());
        others.forEach(other -> block(alice, other).expect(204));

        Answer first = http.as(alice, "GET", "/v1/blocks?limit=2").expect(200);
        Answer second = http.as(alice, "GET", "/v1/blocks?limit=2&cursor=" + first.id("next"))
                .expect(200);

        assertThat(first.body().path("items")).hasSize(2);
        assertThat(second.body().path("items")).hasSize(1);
        assertThat(second.body().path("more").asBoolean()).isFalse();
    }

    @Test
    void block_oneselfOrNobody_refused() {
        block(alice, alice).expectProblem(ErrorCode.INVALID_REQUEST);
        http.as(alice, "PUT", "/v1/blocks/0000000000002").expectProblem(ErrorCode.NOT_FOUND);
        http.as(alice, "DELETE", "/v1/blocks/0000000000002").expect(204);
    }

    @Test
    void blockOrFollow_oneWhoHides_sameAsNobodyUntilTheyMeet() {
        http.as(bob, "PATCH", "/v1/me/privacy", "{\"find\":\"nobody\"}").expect(200);

        String hidden = block(alice, bob).expectProblem(ErrorCode.NOT_FOUND);
        String nobody = http.as(alice, "PUT", "/v1/blocks/0000000000002").expectProblem(ErrorCode.NOT_FOUND);
        assertThat(hidden).isEqualTo(nobody);
        http.as(alice, "PUT", "/v1/follows/" + bob.uid()).expectProblem(ErrorCode.NOT_FOUND);

        request(bob, alice.uid()).expect(201);
        http.as(alice, "PUT", "/v1/follows/" + bob.uid()).expect(204);
        block(alice, bob).expect(204);
    }

    @Test
    void block_aHiddenMemberOfTheSameGroup_works() {
        User carol = http.newUser();
        http.befriend(carol, alice);
        http.befriend(carol, bob);
        http.as(bob, "PATCH", "/v1/me/privacy", "{\"find\":\"nobody\"}").expect(200);
        block(alice, bob).expectProblem(ErrorCode.NOT_FOUND);

        String members = "[\"%s\",\"%s\"]".formatted(alice.uid(), bob.uid());
        http.as(carol, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":" + members + "}")
                .expect(201);

        block(alice, bob).expect(204);
    }

    @Test
    void request_toOneWhoBlocks_sameAsToNobody() {
        block(alice, bob).expect(204);

        String blocked = request(bob, alice.uid()).expectProblem(ErrorCode.NOT_FOUND);
        String nobody = request(bob, new Id(2)).expectProblem(ErrorCode.NOT_FOUND);

        assertThat(blocked).isEqualTo(nobody);
        request(alice, bob.uid()).expectProblem(ErrorCode.BLOCKED_BY_YOU);
    }

    @Test
    void block_pendingRequests_areSettledEitherWay() {
        User carol = http.newUser();
        Id toAlice = request(bob, alice.uid()).id("id");
        Id fromAlice = request(alice, carol.uid()).id("id");

        block(alice, bob).expect(204);
        block(alice, carol).expect(204);

        answer(alice, toAlice).expectProblem(ErrorCode.NOT_PENDING);
        answer(carol, fromAlice).expectProblem(ErrorCode.NOT_PENDING);
        for (User user : List.of(alice, bob, carol)) {
            assertThat(http.as(user, "GET", "/v1/friend-requests").body().path("items"))
                    .isEmpty();
        }
    }

    @Test
    void block_aFriend_whoIsStillShownAsOneAndLearnsNothing() {
        http.befriend(alice, bob);
        String before = http.as(bob, "GET", "/v1/friends").text();

        block(alice, bob).expect(204);

        assertThat(http.as(bob, "GET", "/v1/friends").text()).isEqualTo(before);
        request(bob, alice.uid()).expectProblem(ErrorCode.ALREADY_FRIENDS);
        Friends friends = service.bean(Friends.class);
        assertThat(friends.among(bob.uid(), Set.of(alice.uid()))).isEmpty();
        assertThat(friends.among(alice.uid(), Set.of(bob.uid()))).containsExactly(bob.uid());
    }

    @Test
    void block_followsEitherWay_end() {
        http.as(bob, "PUT", "/v1/follows/" + alice.uid()).expect(204);
        http.as(alice, "PUT", "/v1/follows/" + bob.uid()).expect(204);
        List<Envelope> aliceHears = service.listen(alice.uid());

        block(alice, bob).expect(204);

        assertThat(aliceHears)
                .extracting(envelope -> Envelopes.down(envelope).getEventCase())
                .containsExactly(Down.EventCase.BLOCK_CHANGED, Down.EventCase.FOLLOW_CHANGED);
        assertThat(http.as(alice, "GET", "/v1/follows/counts").text()).isEqualTo("{\"following\":0,\"followers\":0}");
        String blocked = http.as(bob, "PUT", "/v1/follows/" + alice.uid()).expectProblem(ErrorCode.NOT_FOUND);
        String nobody = http.as(bob, "PUT", "/v1/follows/0000000000002").expectProblem(ErrorCode.NOT_FOUND);
        assertThat(blocked).isEqualTo(nobody);
        http.as(alice, "PUT", "/v1/follows/" + bob.uid()).expectProblem(ErrorCode.BLOCKED_BY_YOU);
    }

    @RepeatedTest(5)
    void block_whileTheOtherAsks_noRequestIsLeft() throws Exception {
        List<Answer> answers = AtOnce.all(List.of(() -> block(alice, bob), () -> request(bob, alice.uid())));

        answers.getFirst().expect(204);
        assertThat(answers.getLast().status()).isIn(201, 404);
        assertThat(http.as(alice, "GET", "/v1/friend-requests").body().path("items"))
                .isEmpty();
    }

    private Answer block(User user, User other) {
        return http.as(user, "PUT", "/v1/blocks/" + other.uid());
    }

    private Answer unblock(User user, User other) {
        return http.as(user, "DELETE", "/v1/blocks/" + other.uid());
    }

    private Answer blocks(User user) {
        return http.as(user, "GET", "/v1/blocks").expect(200);
    }

    private Answer request(User from, Id to) {
        return http.as(from, "POST", "/v1/friend-requests", "{\"to\":\"" + to + "\"}");
    }

    private Answer answer(User user, Id request) {
        return http.as(user, "POST", "/v1/friend-requests/" + request + "/accept");
    }
}
