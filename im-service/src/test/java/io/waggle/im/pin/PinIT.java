package io.waggle.im.pin;

import io.waggle.im.AtOnce;
import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.v1.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class PinIT {

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
    void pin_inAPair_isListedAndAnEntryThatAllReceive() {
        Place message = send(alice, "hi bees");
        List<Envelope> aliceHears = service.listen(alice.uid());

        Answer pinned = pin(bob, message).expect(200);

        assertThat(pinned.body().path("by").asString()).isEqualTo(bob.uid().toString());
        assertThat(pinned.body().path("entry").path("text").asString()).isEqualTo("hi bees");
        JsonNode listed = pins(alice, message);
        assertThat(listed.size()).isEqualTo(1);
        assertThat(listed.get(0)).isEqualTo(pinned.body());
        assertThat(aliceHears).singleElement().satisfies(envelope -> {
            Message entry = Envelopes.down(envelope).getMessage();
            assertThat(entry.getSeq()).isEqualTo(message.seq + 1);
            assertThat(entry.getContent().getPin().getSeq()).isEqualTo(message.seq);
            assertThat(entry.getContent().getPin().getRemoved()).isFalse();
        });
    }

    @Test
    void pin_byAUserWhoIsGoneBeforeTheAnswer_isAnsweredAsMade() {
        Place message = send(alice, "hi bees");
        Runnable removal = () -> service.sql()
                .sql("delete from member where uid = ? and conversation_id = ?")
                .params(bob.uid().value(), message.conversation.value())
                .update();
        service.onHeard(alice.uid(), removal);

        assertThat(pin(bob, message).expect(200).text()).contains("hi bees");
        assertThat(pins(alice, message).size()).isEqualTo(1);
    }

    @Test
    void pin_again_changesNothing() {
        Place message = send(alice, "hi");
        String once = pin(alice, message).expect(200).text();

        assertThat(pin(bob, message).expect(200).text()).isEqualTo(once);

        assertThat(log(alice, message)).containsOnlyOnce("\"pin\"");
    }

    @Test
    void unpin_isAnEntryOnceAndNoLongerListed() {
        Place message = send(alice, "hi");
        pin(alice, message).expect(200);

        unpin(bob, message).expect(204);
        unpin(bob, message).expect(204);

        assertThat(pins(alice, message).size()).isZero();
        assertThat(log(alice, message)).containsOnlyOnce("\"unpin\":{\"seq\":" + message.seq + "}");
    }

    @Test
    void pins_severalMessages_lastPinnedFirstAsTheyAreNow() {
        Place one = send(alice, "one");
        Place two = send(alice, "two");
        pin(alice, two).expect(200);
        pin(alice, one).expect(200);
        http.as(alice, "PATCH", path(two, "messages"), "{\"text\":\"two, edited\"}")
                .expect(200);

        List<String> texts = pins(bob, one)
                .valueStream()
                .map(item -> item.path("entry").path("text").asString())
                .toList();

        assertThat(texts).containsExactly("one", "two, edited");
    }

    @Test
    void pin_isNeitherUnreadNorTheListsLastEntry() {
        Place message = send(alice, "hi bees");
        pin(alice, message).expect(200);

        JsonNode listed = http.as(bob, "GET", "/v1/conversations")
                .expect(200)
                .body()
                .path("items")
                .get(0);

        assertThat(listed.path("unread").asInt()).isEqualTo(1);
        assertThat(listed.path("last").path("text").asString()).isEqualTo("hi bees");
    }

    @Test
    void recall_ofAPinnedMessage_unpinsItSilently() {
        Place message = send(alice, "the secret");
        pin(alice, message).expect(200);

        http.as(alice, "POST", path(message, "messages") + "/recall").expect(200);

        assertThat(pins(bob, message).size()).isZero();
        pin(bob, message).expectProblem(ErrorCode.MESSAGE_GONE);
        unpin(bob, message).expect(204);
        assertThat(log(bob, message)).doesNotContain("unpin").doesNotContain("the secret");
    }

    @Test
    void expiry_ofAPinnedMessage_unpinsItSilently() {
        Place message = send(alice, "the secret");
        pin(alice, message).expect(200);
        expire(message);

        assertThat(pins(bob, message).size()).isZero();
        pin(bob, message).expectProblem(ErrorCode.MESSAGE_GONE);
    }

    @Test
    void pin_inAGroup_isForAdmins() {
        Place message = inGroup();

        pin(bob, message).expectProblem(ErrorCode.NOT_ALLOWED);
        pin(alice, message).expect(200);
        unpin(bob, message).expectProblem(ErrorCode.NOT_ALLOWED);
        assertThat(pins(bob, message).size()).isEqualTo(1);
    }

    @Test
    void pin_byAMutedAdmin_isRefused() {
        Place message = inGroup();
        String member = "/v1/groups/" + message.conversation + "/members/" + bob.uid();
        http.as(alice, "PUT", member + "/role", "{\"role\":\"admin\"}").expect(204);
        pin(bob, message).expect(200);
        http.as(alice, "PUT", member + "/mute", "{}").expect(204);

        unpin(bob, message).expectProblem(ErrorCode.MUTED);
    }

    @Test
    void pin_whereTheUserIsBlocked_isRefused() {
        Place message = send(alice, "hi");
        http.as(bob, "PUT", "/v1/blocks/" + alice.uid()).expect(204);

        pin(alice, message).expectProblem(ErrorCode.NOT_FRIENDS);
    }

    @Test
    void pin_afterLeaving_isNotFound() {
        Place message = inGroup();
        http.as(bob, "DELETE", "/v1/groups/" + message.conversation + "/members/" + bob.uid())
                .expect(204);

        pin(bob, message).expectProblem(ErrorCode.NOT_FOUND);
        http.as(bob, "GET", "/v1/conversations/" + message.conversation + "/pins")
                .expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void pin_whatIsNoMessageOrNotThere_isRefused() {
        Place message = inGroup();

        pin(alice, new Place(message.conversation, 1)).expectProblem(ErrorCode.INVALID_REQUEST);
        pin(alice, new Place(message.conversation, 99)).expectProblem(ErrorCode.NOT_FOUND);
        pin(stranger, message).expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void pins_fromBeforeAMemberJoined_areNotShown() {
        Place message = inGroup();
        pin(alice, message).expect(200);
        User late = http.newUser();
        http.befriend(alice, late);
        http.as(alice, "POST", "/v1/groups/" + message.conversation + "/members", "{\"uids\":[\"" + late.uid() + "\"]}")
                .expect(200);

        assertThat(pins(late, message).size()).isZero();
    }

    @Test
    void pin_fiftyFirst_isRefusedUntilOneIsGone() {
        Place first = send(alice, "1");
        List<Place> places = IntStream.rangeClosed(2, PinService.PINS_MAX + 1)
                .mapToObj(i -> send(alice, "" + i))
                .toList();
        pin(alice, first).expect(200);
        Place last = places.getLast();
        places.subList(0, places.size() - 1).forEach(place -> pin(alice, place).expect(200));

        pin(alice, last).expectProblem(ErrorCode.LIMIT_REACHED);
        pin(alice, first).expect(200);
        expire(first);

        pin(alice, last).expect(200);
        assertThat(pins(alice, last).size()).isEqualTo(PinService.PINS_MAX);
    }

    @Test
    void pinAndUnpin_manyAtOnce_entriesAlternateAndEndAsTheListSays() throws Exception {
        Place message = send(alice, "hi");
        List<Integer> statuses = AtOnce.all(IntStream.range(0, 24)
                .<Callable<Integer>>mapToObj(
                        racer -> () -> (racer % 2 == 0 ? pin(alice, message) : unpin(bob, message)).status())
                .toList());
        assertThat(statuses).containsOnly(200, 204);

        List<Boolean> pinned = http.as(
                        alice, "GET", "/v1/conversations/" + message.conversation + "/messages?limit=100")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(entry -> entry.has("pin") || entry.has("unpin"))
                .map(entry -> entry.has("pin"))
                .toList();

        for (int i = 0; i < pinned.size(); i++) {
            assertThat(pinned.get(i)).isEqualTo(i % 2 == 0);
        }
        assertThat(pins(alice, message).size()).isEqualTo(pinned.getLast() ? 1 : 0);
    }

    private record Place(Id conversation, long seq) {}

    private Place send(User from, String text) {
        User to = from.equals(alice) ? bob : alice;
        return post(from, "{\"u\":\"" + to.uid() + "\"}", text);
    }

    /** A message of Alice in a group of hers with Bob. */
    private Place inGroup() {
        Id gid = http.as(alice, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[\"" + bob.uid() + "\"]}")
                .expect(201)
                .id("gid");
        return post(alice, "{\"g\":\"" + gid + "\"}", "hi");
    }

    private Place post(User from, String to, String text) {
        Answer sent = http.as(from, "POST", "/v1/messages", "{\"to\":" + to + ",\"text\":\"" + text + "\"}")
                .expect(201);
        return new Place(sent.id("conversation"), sent.body().path("seq").asLong());
    }

    private static String path(Place place, String what) {
        return "/v1/conversations/" + place.conversation + "/" + what + "/" + place.seq;
    }

    private Answer pin(User user, Place place) {
        return http.as(user, "PUT", path(place, "pins"));
    }

    private Answer unpin(User user, Place place) {
        return http.as(user, "DELETE", path(place, "pins"));
    }

    private JsonNode pins(User user, Place place) {
        return http.as(user, "GET", "/v1/conversations/" + place.conversation + "/pins")
                .expect(200)
                .body()
                .path("items");
    }

    private String log(User user, Place place) {
        return http.as(user, "GET", "/v1/conversations/" + place.conversation + "/messages?limit=100")
                .expect(200)
                .text();
    }

    private void expire(Place place) {
        service.sql()
                .sql("insert into expiry (conversation_id, seq, sender_uid, expires_at) values (?, ?, ?, 1)")
                .params(place.conversation.value(), place.seq, alice.uid().value())
                .update();
    }
}
