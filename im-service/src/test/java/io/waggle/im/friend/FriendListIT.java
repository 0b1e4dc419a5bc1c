package io.waggle.im.friend;

import io.waggle.im.AtOnce;
import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.im.relation.RelationStates;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.v1.Down;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What one does with one's friends once one has them. */
class FriendListIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final User alice = http.newUser();
    private final User bob = http.newUser();

    @BeforeEach
    void befriend() {
        http.befriend(alice, bob);
    }

    @Test
    void remove_oneSided_otherKeepsTheFriendAndHearsNothing() {
        List<Envelope> aliceHears = service.listen(alice.uid());
        List<Envelope> bobHears = service.listen(bob.uid());

        remove(alice, bob, "").expect(204);

        assertThat(friends(alice)).isEmpty();
        assertThat(friends(bob)).hasSize(1);
        assertThat(aliceHears).singleElement().satisfies(envelope -> {
            assertThat(Envelopes.down(envelope).getFriendRemoved().getUid())
                    .isEqualTo(bob.uid().value());
            assertThat(envelope.getOrigin()).isEqualTo(alice.did().value());
        });
        assertThat(bobHears).isEmpty();
    }

    @Test
    void remove_both_neitherHasTheOtherAndBothHearIt() {
        List<Envelope> aliceHears = service.listen(alice.uid());
        List<Envelope> bobHears = service.listen(bob.uid());

        remove(alice, bob, "?both=true").expect(204);

        assertThat(friends(alice)).isEmpty();
        assertThat(friends(bob)).isEmpty();
        assertThat(aliceHears).hasSize(1);
        assertThat(bobHears)
                .singleElement()
                .satisfies(envelope -> assertThat(
                                Envelopes.down(envelope).getFriendRemoved().getUid())
                        .isEqualTo(alice.uid().value()));
    }

    @Test
    void remove_whoIsNoFriendOrNobody_nothingHappens() {
        String before = version(alice);
        User stranger = http.newUser();

        remove(alice, stranger, "").expect(204);
        remove(alice, stranger, "?both=true").expect(204);
        http.as(alice, "DELETE", "/v1/friends/0000000000002").expect(204);

        assertThat(version(alice)).isEqualTo(before);
    }

    @Test
    void remove_bothAfterOneSided_otherLosesTheFriendToo() {
        remove(alice, bob, "").expect(204);

        remove(alice, bob, "?both=true").expect(204);

        assertThat(friends(bob)).isEmpty();
    }

    /** However the second request goes, in the end both have the other once. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void request_afterOneSidedRemoval_friendsAgain(boolean byTheOneWhoRemoved) {
        remove(alice, bob, "").expect(204);
        update(bob, alice, "{\"remark\":\"Ally\"}").expect(200);

        http.befriend(byTheOneWhoRemoved ? alice : bob, byTheOneWhoRemoved ? bob : alice);

        assertThat(friends(alice)).hasSize(1);
        assertThat(friends(bob))
                .singleElement()
                .satisfies(
                        friend -> assertThat(friend.path("remark").asString()).isEqualTo("Ally"));
        assertThat(counted(alice)).isEqualTo(1);
        assertThat(counted(bob)).isEqualTo(1);
    }

    @Test
    void update_remarkTagsAndStar_areSeenInTheListAndHeardByOwnDevices() {
        List<Envelope> aliceHears = service.listen(alice.uid());
        List<Envelope> bobHears = service.listen(bob.uid());

        update(alice, bob, "{\"remark\":\" Bobby \",\"tags\":[\"work\",\"bees\",\"work\"],\"starred\":true}")
                .expect(200);
        Answer kept = update(alice, bob, "{\"starred\":false}").expect(200);

        assertThat(kept.text()).isEqualTo(friends(alice).getFirst().toString());
        assertThat(kept.body().path("remark").asString()).isEqualTo("Bobby");
        assertThat(kept.body().path("tags").toString()).isEqualTo("[\"work\",\"bees\"]");
        assertThat(kept.body().path("starred").asBoolean()).isFalse();
        assertThat(aliceHears)
                .hasSize(2)
                .allSatisfy(envelope ->
                        assertThat(Envelopes.down(envelope).getEventCase()).isEqualTo(Down.EventCase.FRIEND_UPDATED));
        assertThat(bobHears).isEmpty();
        assertThat(update(alice, bob, "{\"remark\":null,\"tags\":[]}")
                        .expect(200)
                        .body()
                        .has("remark"))
                .isFalse();
    }

    @Test
    void update_nothingNew_noVersionAndNoNotice() {
        update(alice, bob, "{\"remark\":\"Bobby\"}").expect(200);
        String before = version(alice);
        List<Envelope> aliceHears = service.listen(alice.uid());

        update(alice, bob, "{\"remark\":\"Bobby\"}").expect(200);
        update(alice, bob, "{}").expect(200);

        assertThat(version(alice)).isEqualTo(before);
        assertThat(aliceHears).isEmpty();
    }

    @Test
    void update_tooLongTooManyOrNoFriend_refused() {
        User stranger = http.newUser();
        String tags = "\"a\",".repeat(3) + "\"" + "x".repeat(33) + "\"";

        update(alice, bob, "{\"remark\":\"%s\"}".formatted("x".repeat(65))).expectProblem(ErrorCode.INVALID_REQUEST);
        update(alice, bob, "{\"tags\":[%s]}".formatted(tags)).expectProblem(ErrorCode.INVALID_REQUEST);
        update(alice, bob, "{\"tags\":[\"two\\nlines\"]}").expectProblem(ErrorCode.INVALID_REQUEST);
        update(alice, bob, "{\"tags\":[\"\"]}").expectProblem(ErrorCode.INVALID_REQUEST);
        update(alice, bob, "{\"tags\":[null]}").expectProblem(ErrorCode.INVALID_REQUEST);
        update(alice, bob, "{\"tags\":%s}".formatted(numbers(21))).expectProblem(ErrorCode.INVALID_REQUEST);
        update(alice, bob, "{\"tags\":%s}".formatted(numbers(20))).expect(200);
        String noFriend = update(alice, stranger, "{}").expectProblem(ErrorCode.NOT_FOUND);
        String nobody =
                http.as(alice, "PATCH", "/v1/friends/0000000000002", "{}").expectProblem(ErrorCode.NOT_FOUND);
        assertThat(noFriend).isEqualTo(nobody);
    }

    @Test
    void changes_ofDifferentFriendsAtOnce_eachHasItsVersion() throws Exception {
        List<User> others = List.of(http.newUser(), http.newUser(), http.newUser());
        others.forEach(other -> http.befriend(other, alice));
        long before = Long.parseLong(version(alice));

        AtOnce.all(others.stream()
                .map(other -> (Callable<Answer>)
                        () -> update(alice, other, "{\"starred\":true}").expect(200))
                .toList());

        assertThat(Long.parseLong(version(alice))).isEqualTo(before + 3);
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"" + i + "\"").toList().toString();
    }

    private List<JsonNode> friends(User user) {
        return http.as(user, "GET", "/v1/friends")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    private String version(User user) {
        return http.as(user, "GET", "/v1/friends")
                .expect(200)
                .body()
                .path("version")
                .asString();
    }

    private int counted(User user) {
        return service.bean(RelationStates.class).read(user.uid()).friends();
    }

    private Answer remove(User user, User friend, String query) {
        return http.as(user, "DELETE", "/v1/friends/" + friend.uid() + query);
    }

    private Answer update(User user, User friend, String body) {
        return http.as(user, "PATCH", "/v1/friends/" + friend.uid(), body);
    }
}
