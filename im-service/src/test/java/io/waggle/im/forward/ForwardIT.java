package io.waggle.im.forward;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class ForwardIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final RpcCalls rpc = new RpcCalls(service);
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private final User carol = http.newUser();

    @BeforeEach
    void befriend() {
        http.befriend(alice, bob);
        http.befriend(bob, carol);
    }

    @Test
    void forward_one_isACopyThatNamesItsSourceAndNotItsPlace() {
        Place original = post(alice, "\"to\":" + to(bob) + ",\"text\":\"hi bees\",\"mood\":\"glad\"");

        Place copy = forward(bob, original, carol);

        JsonNode shown = entry(carol, copy);
        assertThat(shown.path("text").asString()).isEqualTo("hi bees");
        assertThat(shown.path("mood").asString()).isEqualTo("glad");
        assertThat(shown.path("from").asString()).isEqualTo(bob.uid().toString());
        assertThat(shown.path("forwarded").path("from").asString())
                .isEqualTo(alice.uid().toString());
        assertThat(shown.path("forwarded").path("at").asString())
                .isEqualTo(entry(alice, original).path("at").asString());
        assertThat(shown.path("forwarded").propertyNames()).containsExactlyInAnyOrder("from", "at");
    }

    @Test
    void forward_withHiddenSource_saysOnlyThatItWasForwarded_alsoFurtherOn() {
        Place original = send(alice, bob, "hi bees");

        Place copy = forwarded(bob, body(original, ",\"hideSource\":true", to(carol)));
        Place further = forward(carol, copy, bob);

        assertThat(entry(carol, copy).path("forwarded").toString()).isEqualTo("{}");
        assertThat(entry(bob, further).path("forwarded").toString()).isEqualTo("{}");
    }

    @Test
    void forward_many_areStoredInOrderForEachTargetAndReachAllDevices() {
        List<Place> originals =
                IntStream.range(0, 5).mapToObj(i -> send(alice, bob, "hi " + i)).toList();
        Id gid = group(bob, carol);
        List<Envelope> carolHears = service.listen(carol.uid());
        List<Envelope> groupHears = service.listenToGroup(gid);

        JsonNode items = forward(bob, body(originals.reversed(), "", to(carol), toGroup(gid)))
                .expect(200)
                .body()
                .path("items");

        assertThat(items).hasSize(2);
        assertThat(items.path(0).path("to").toString()).isEqualTo(to(carol));
        assertThat(items.path(1).path("to").toString()).isEqualTo(toGroup(gid));
        for (JsonNode item : items) {
            assertThat(item.path("messages")).hasSize(5);
            List<Place> copies = places(item);
            for (int i = 0; i < 5; i++) {
                assertThat(copies.get(i).seq).isEqualTo(copies.getFirst().seq + i);
                assertThat(entry(carol, copies.get(i)).path("text").asString()).isEqualTo("hi " + i);
            }
        }
        assertThat(texts(carolHears)).containsExactly("hi 0", "hi 1", "hi 2", "hi 3", "hi 4");
        assertThat(texts(groupHears)).containsExactly("hi 0", "hi 1", "hi 2", "hi 3", "hi 4");
    }

    @Test
    void forward_overRpc_answersTheSame() {
        Place original = send(alice, bob, "hi bees");

        JsonNode answer = rpc.ask(bob, "messages.forward", body(original, "", to(carol)));

        assertThat(entry(carol, places(answer.path("items").path(0)).getFirst())
                        .path("text")
                        .asString())
                .isEqualTo("hi bees");
    }

    @Test
    void forward_toAUsername_andToTheSameUserByUid_isOneCopy() {
        Place original = send(alice, bob, "hi bees");

        JsonNode items = forward(bob, body(original, "", to(carol), "{\"u\":\"@" + carol.username() + "\"}"))
                .expect(200)
                .body()
                .path("items");

        assertThat(places(items.path(1))).isEqualTo(places(items.path(0)));
    }

    @Test
    void forward_againWithTheSameId_isStoredOnce() {
        Place original = send(alice, bob, "hi bees");
        String request = body(original, id(), to(carol), to(bob));
        String first = forward(bob, request).expect(200).text();
        List<Envelope> carolHears = service.listen(carol.uid());

        assertThat(forward(bob, request).expect(200).text()).isEqualTo(first);

        assertThat(carolHears).isEmpty();
    }

    @Test
    void forward_manyAtOnceWithOneId_isStoredOnce() throws Exception {
        List<Place> originals =
                IntStream.range(0, 3).mapToObj(i -> send(alice, bob, "hi " + i)).toList();
        String request = body(originals, id(), to(carol));

        List<Answer> answers =
                AtOnce.all(Collections.nCopies(12, () -> forward(bob, request).expect(200)));

        assertThat(answers)
                .extracting(Answer::text)
                .containsOnly(answers.getFirst().text());
        Place copy = places(answers.getFirst().body().path("items").path(0)).getFirst();
        assertThat(history(carol, copy.conversation)).hasSize(3);
    }

    @Test
    void forward_outOfAGroupThatForbidsIt_isRefused_andInto_isNot() {
        Id gid = group(alice, bob);
        Place inGroup = post(alice, "\"to\":" + toGroup(gid) + ",\"text\":\"hi bees\"");
        Place outside = send(alice, bob, "hi");
        http.as(bob, "PATCH", "/v1/groups/" + gid, "{\"noForwarding\":true}").expectProblem(ErrorCode.NOT_ALLOWED);
        List<Envelope> groupHears = service.listenToGroup(gid);
        http.as(alice, "PATCH", "/v1/groups/" + gid, "{\"noForwarding\":true}").expect(200);

        assertThat(Envelopes.down(groupHears.getFirst())
                        .getMessage()
                        .getContent()
                        .getChange()
                        .getUpdated()
                        .getNoForwarding())
                .isTrue();
        assertThat(http.as(bob, "GET", "/v1/groups/" + gid)
                        .expect(200)
                        .body()
                        .path("noForwarding")
                        .asBoolean())
                .isTrue();
        assertThat(forward(bob, body(inGroup, "", to(carol))).expectProblem(ErrorCode.NOT_ALLOWED))
                .contains("this group");
        forward(alice, body(inGroup, "", to(bob))).expectProblem(ErrorCode.NOT_ALLOWED);
        forwarded(bob, body(outside, "", toGroup(gid)));
        http.as(alice, "PATCH", "/v1/groups/" + gid, "{\"noForwarding\":false}").expect(200);
        forward(bob, inGroup, carol);
    }

    @Test
    void forward_intoAGroupInSlowMode_isOneMessageAtATime() {
        List<Place> originals =
                IntStream.range(0, 2).mapToObj(i -> send(alice, bob, "hi " + i)).toList();
        Id gid = group(alice, bob);
        http.as(alice, "PATCH", "/v1/groups/" + gid, "{\"slowMode\":60}").expect(200);
        String together = body(originals, ",\"combined\":true" + id(), toGroup(gid));

        assertThat(error(bob, body(originals, "", toGroup(gid))).path("detail").asString())
                .contains("combined");
        JsonNode first = forward(bob, together).expect(200).body();
        assertThat(first.path("items").path(0).has("messages")).isTrue();

        JsonNode tooSoon = error(bob, body(originals.getFirst(), "", toGroup(gid)));
        assertThat(tooSoon.path("code").asString()).isEqualTo("slow-mode");
        assertThat(tooSoon.path("retryAfter").asInt()).isBetween(1, 60);
        assertThat(forward(bob, together).expect(200).body()).isEqualTo(first);
        forwarded(alice, body(originals, "", toGroup(gid)));
    }

    private JsonNode error(User user, String request) {
        return forward(user, request).expect(200).body().path("items").path(0).path("error");
    }

    @Test
    void forward_whatTheUserCannotSee_isNotFound() {
        Place original = send(alice, bob, "hi bees");
        Id gid = group(alice, bob);
        Place before = post(alice, "\"to\":" + toGroup(gid) + ",\"text\":\"before\"");
        http.befriend(alice, carol);
        http.as(alice, "POST", "/v1/groups/" + gid + "/members", "{\"uids\":[\"" + carol.uid() + "\"]}")
                .expect(200);

        forward(carol, body(original, "", to(bob))).expectProblem(ErrorCode.NOT_FOUND);
        forward(carol, body(before, "", to(bob))).expectProblem(ErrorCode.NOT_FOUND);
        forward(bob, body(new Place(original.conversation, 99), "", to(carol))).expectProblem(ErrorCode.NOT_FOUND);
        forward(bob, body(new Place(original.conversation, -1), "", to(carol))).expectProblem(ErrorCode.NOT_FOUND);
        forward(bob, body(new Place(gid, 1), "", to(carol))).expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void forward_wrongRequests_areRefusedWithWhatIsRight() {
        Place original = send(alice, bob, "hi bees");
        String from = "{\"from\":{\"conversation\":\"" + original.conversation + "\",\"seqs\":";

        assertThat(invalid("{}")).contains("to is missing");
        assertThat(invalid("{\"to\":[" + to(carol) + "]}")).contains("from is missing");
        assertThat(invalid(from + "[]},\"to\":[" + to(carol) + "]}")).contains("1 to 100");
        assertThat(invalid(from + LongStream.rangeClosed(1, 101).boxed().toList() + "},\"to\":[" + to(carol) + "]}"))
                .contains("101");
        assertThat(invalid(from + "[1]},\"to\":[]}")).contains("1 to 20");
        String many = IntStream.range(1, 22).mapToObj(i -> toGroup(new Id(i))).collect(Collectors.joining(","));
        assertThat(invalid(from + "[1]},\"to\":[" + many + "]}")).contains("21");
        assertThat(invalid(from + "[1]},\"to\":[{}]}")).contains("{uid}");
        assertThat(invalid(from + "[1]},\"to\":[{\"u\":\"bob\"}]}")).contains("{uid}");
        assertThat(invalid(from + "[1]},\"to\":[{\"u\":\"" + bob.uid() + "\",\"g\":\"" + bob.uid() + "\"}]}"))
                .contains("{uid}");
        assertThat(invalid(from + "[1]},\"title\":\"t\",\"to\":[" + to(carol) + "]}"))
                .contains("set combined");
        assertThat(invalid(from + "[1]},\"combined\":true,\"title\":\"" + "x".repeat(101) + "\",\"to\":[" + to(carol)
                        + "]}"))
                .contains("title");
        assertThat(invalid(from + "[1]},\"id\":\"7\",\"to\":[" + to(carol) + "]}"))
                .contains("UUID");
    }

    @Test
    void send_withWhatOnlyTheServerSets_isRefused() {
        for (String member : List.of("\"forwarded\":{}", "\"combined\":{\"count\":1}", "\"Forwarded\":{}")) {
            http.as(alice, "POST", "/v1/messages", "{\"to\":" + to(bob) + ",\"text\":\"hi\"," + member + "}")
                    .expectProblem(ErrorCode.INVALID_PAYLOAD);
        }
    }

    @Test
    void save_keepsALinkBackThatNobodyElseGets() {
        Place original = send(alice, bob, "hi bees");

        Place saved = forward(bob, original, bob);

        JsonNode forwarded = entry(bob, saved).path("forwarded");
        assertThat(forwarded.path("from").asString()).isEqualTo(alice.uid().toString());
        assertThat(forwarded.path("conversation").asString()).isEqualTo(original.conversation.toString());
        assertThat(forwarded.path("seq").asLong()).isEqualTo(original.seq);
        JsonNode passedOn = entry(carol, forward(bob, saved, carol)).path("forwarded");
        assertThat(passedOn.propertyNames()).containsExactlyInAnyOrder("from", "at");
        assertThat(entry(bob, forward(bob, saved, bob))
                        .path("forwarded")
                        .path("seq")
                        .asLong())
                .isEqualTo(original.seq);
    }

    @Test
    void save_listsTheConversationWithOneselfAndIsNotUnread() {
        Place original = send(alice, bob, "hi bees");

        Place saved = forward(bob, original, bob);

        JsonNode items =
                http.as(bob, "GET", "/v1/conversations").expect(200).body().path("items");
        assertThat(items.path(0).path("id").asString()).isEqualTo(saved.conversation.toString());
        assertThat(items.path(0).path("unread").asInt()).isZero();
    }

    @Test
    void forward_crossingBetweenTwoConversations_neverWaitsForEachOther() throws Exception {
        Place first = send(alice, bob, "first");
        Place second = send(bob, carol, "second");
        List<Callable<Answer>> racers = IntStream.range(0, 48)
                .<Callable<Answer>>mapToObj(i -> switch (i % 4) {
                    case 0 -> () -> forward(bob, body(first, ",\"combined\":true", to(carol)));
                    case 1 -> () -> forward(bob, body(second, "", to(alice)));
                    case 2 -> () -> forward(bob, body(second, ",\"combined\":true", to(alice)));
                    default -> () -> forward(bob, body(first, "", to(carol)));
                })
                .toList();

        assertThat(AtOnce.all(racers))
                .allSatisfy(answer -> assertThat(
                                answer.expect(200).body().path("items").path(0).has("messages"))
                        .as(answer.text())
                        .isTrue());
        assertThat(history(bob, first.conversation)).hasSize(25);
        assertThat(history(bob, second.conversation)).hasSize(25);
    }

    private record Place(Id conversation, long seq) {}

    private String invalid(String request) {
        return forward(bob, request).expectProblem(ErrorCode.INVALID_REQUEST);
    }

    private Place send(User from, User to, String text) {
        return post(from, "\"to\":" + to(to) + ",\"text\":\"" + text + "\"");
    }

    private Place post(User from, String members) {
        Answer sent = http.as(from, "POST", "/v1/messages", "{" + members + "}").expect(201);
        return new Place(sent.id("conversation"), sent.body().path("seq").asLong());
    }

    private Id group(User owner, User member) {
        return http.as(owner, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[\"" + member.uid() + "\"]}")
                .expect(201)
                .id("gid");
    }

    private Answer forward(User user, String request) {
        return http.as(user, "POST", "/v1/messages/forward", request);
    }

    /** Forwards one message to one user. */
    private Place forward(User user, Place original, User target) {
        return forwarded(user, body(original, "", to(target)));
    }

    /** The first message that the request has stored. */
    private Place forwarded(User user, String request) {
        JsonNode item = forward(user, request).expect(200).body().path("items").path(0);
        assertThat(item.has("messages")).as(item.toString()).isTrue();
        return places(item).getFirst();
    }

    private static String body(Place original, String members, String... targets) {
        return body(List.of(original), members, targets);
    }

    private static String body(List<Place> originals, String members, String... targets) {
        return "{\"from\":{\"conversation\":\"%s\",\"seqs\":%s},\"to\":[%s]%s}"
                .formatted(
                        originals.getFirst().conversation,
                        originals.stream().map(Place::seq).toList(),
                        String.join(",", targets),
                        members);
    }

    private static String id() {
        return ",\"id\":\"" + UUID.randomUUID() + "\"";
    }

    private static String to(User user) {
        return "{\"u\":\"" + user.uid() + "\"}";
    }

    private static String toGroup(Id gid) {
        return "{\"g\":\"" + gid + "\"}";
    }

    private static List<Place> places(JsonNode item) {
        return item.path("messages")
                .valueStream()
                .map(message -> new Place(
                        Objects.requireNonNull(
                                Id.parse(message.path("conversation").asString())),
                        message.path("seq").asLong()))
                .toList();
    }

    private static List<String> texts(List<Envelope> heard) {
        return heard.stream()
                .map(Envelopes::down)
                .filter(down -> down.hasMessage())
                .map(down -> down.getMessage())
                .map(Message::getContent)
                .map(content -> content.getText())
                .toList();
    }

    private static String path(Place place) {
        return "/v1/conversations/" + place.conversation + "/messages/" + place.seq;
    }

    private JsonNode entry(User user, Place place) {
        return http.as(user, "GET", path(place)).expect(200).body();
    }

    private JsonNode history(User user, Id conversation) {
        return http.as(user, "GET", "/v1/conversations/" + conversation + "/messages?limit=100")
                .expect(200)
                .body()
                .path("items");
    }
}
