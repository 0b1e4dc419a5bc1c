package io.waggle.im.forward;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class CombinedIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final RpcCalls rpc = new RpcCalls(service);
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private final User carol = http.newUser();
    private final User stranger = http.newUser();

    @BeforeEach
    void befriend() {
        http.befriend(alice, bob);
        http.befriend(bob, carol);
    }

    @Test
    void combine_showsTitlePreviewAndCount_andAllMessagesByPage() {
        List<Place> originals = talk(7);

        Place combined = combine(bob, originals, ",\"title\":\"About bees\"", carol);

        JsonNode shown = entry(carol, combined).path("combined");
        assertThat(shown.path("title").asString()).isEqualTo("About bees");
        assertThat(shown.path("count").asInt()).isEqualTo(7);
        assertThat(shown.path("depth").asInt()).isEqualTo(1);
        assertThat(texts(shown.path("preview"))).containsExactly("text 0", "text 1", "text 2", "text 3");
        assertThat(shown.path("preview").path(1).path("from").asString())
                .isEqualTo(bob.uid().toString());
        assertThat(shown.path("preview").path(1).path("kind").asString()).isEqualTo("text");
        JsonNode first = page(carol, combined, "?limit=4").expect(200).body();
        JsonNode second = page(carol, combined, "?limit=4&after=4").expect(200).body();
        assertThat(texts(first.path("items"))).containsExactly("text 0", "text 1", "text 2", "text 3");
        assertThat(first.path("more").asBoolean()).isTrue();
        assertThat(texts(second.path("items"))).containsExactly("text 4", "text 5", "text 6");
        assertThat(second.path("more").asBoolean()).isFalse();
        JsonNode item = first.path("items").path(2);
        assertThat(item.path("seq").asInt()).isEqualTo(3);
        assertThat(item.path("from").asString()).isEqualTo(alice.uid().toString());
        assertThat(item.path("at").asString())
                .isEqualTo(entry(alice, originals.get(2)).path("at").asString());
    }

    @Test
    void combine_overRpc_readsTheSame() {
        Place combined = combine(bob, talk(3), "", carol);

        JsonNode read = rpc.ask(
                carol,
                "messages.combined",
                "{\"conversation\":\"%s\",\"seq\":%d,\"after\":1}".formatted(combined.conversation, combined.seq));

        assertThat(texts(read.path("items"))).containsExactly("text 1", "text 2");
    }

    @Test
    void combine_isPreviewedAndQuotedByItsTitle() {
        Place combined = combine(bob, talk(2), ",\"title\":\"About bees\"", carol);

        Answer reply = http.as(
                        carol,
                        "POST",
                        "/v1/messages",
                        "{\"to\":{\"u\":\"%s\"},\"text\":\"thanks\",\"replyTo\":%d}".formatted(bob.uid(), combined.seq))
                .expect(201);

        JsonNode quote = entry(
                        bob,
                        new Place(
                                combined.conversation, reply.body().path("seq").asLong()))
                .path("quote");
        assertThat(quote.path("kind").asString()).isEqualTo("combined");
        assertThat(quote.path("text").asString()).isEqualTo("About bees");
    }

    @Test
    void read_byWhoCannotSeeIt_isNotFound_andOfAnythingElse_isInvalid() {
        List<Place> originals = talk(2);
        Place combined = combine(bob, originals, "", carol);

        page(alice, combined, "").expectProblem(ErrorCode.NOT_FOUND);
        page(stranger, combined, "").expectProblem(ErrorCode.NOT_FOUND);
        page(carol, new Place(combined.conversation, 99), "").expectProblem(ErrorCode.NOT_FOUND);
        page(alice, originals.getFirst(), "").expectProblem(ErrorCode.INVALID_REQUEST);
        page(carol, combined, "?limit=201").expectProblem(ErrorCode.INVALID_REQUEST);
        assertThat(page(carol, combined, "?inside=1").expect(200).body().path("items"))
                .isEmpty();
    }

    @Test
    void combine_withHiddenSource_namesNoSender() {
        Place inner = combine(bob, talk(2), ",\"title\":\"inner\"", alice);
        Place copy = forward(alice, List.of(talk(1).getFirst(), inner), "", bob);
        List<Place> originals = List.of(copy, new Place(copy.conversation, copy.seq + 1));

        Place combined = combine(bob, originals, ",\"hideSource\":true", carol);

        String shown = entry(carol, combined).path("combined").toString();
        String read = page(carol, combined, "").expect(200).text()
                + page(carol, combined, "?inside=2").expect(200).text();
        for (User user : List.of(alice, bob)) {
            assertThat(shown).doesNotContain(user.uid().toString());
            assertThat(read).doesNotContain(user.uid().toString());
        }
        assertThat(read).contains("text 0").contains("\"forwarded\":{}").doesNotContain("\"at\":");
    }

    @Test
    void combine_nested_isOpenedByItsNumberAndThreeDeepAtMost() {
        List<Place> originals = talk(2);
        Place one = combine(bob, originals, ",\"title\":\"one\"", alice);
        Place two = combine(bob, List.of(originals.get(1), one), ",\"title\":\"two\"", alice);
        Place three = combine(alice, List.of(originals.get(0), two), ",\"title\":\"three\"", bob);

        assertThat(entry(bob, three).path("combined").path("depth").asInt()).isEqualTo(3);
        JsonNode outer = page(bob, three, "").expect(200).body().path("items");
        assertThat(outer).hasSize(2);
        assertThat(outer.path(1).path("seq").asInt()).isEqualTo(2);
        assertThat(outer.path(1).path("combined").path("title").asString()).isEqualTo("two");
        JsonNode middle = page(bob, three, "?inside=2").expect(200).body().path("items");
        assertThat(middle.path(0).path("text").asString()).isEqualTo("text 1");
        assertThat(middle.path(1).path("combined").path("title").asString()).isEqualTo("one");
        JsonNode innermost = page(
                        bob, three, "?inside=" + middle.path(1).path("seq").asInt())
                .expect(200)
                .body()
                .path("items");
        assertThat(texts(innermost)).containsExactly("text 0", "text 1");

        assertThat(http.as(bob, "POST", "/v1/messages/forward", body(List.of(three), ",\"combined\":true", carol))
                        .expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("3 deep");
        Place copy = forward(bob, List.of(three), "", carol);
        assertThat(entry(carol, copy).path("forwarded").path("from").asString())
                .isEqualTo(alice.uid().toString());
        assertThat(texts(page(
                                carol,
                                copy,
                                "?inside=" + middle.path(1).path("seq").asInt())
                        .expect(200)
                        .body()
                        .path("items")))
                .containsExactly("text 0", "text 1");
    }

    @Test
    void combine_aHundred_isReadInPages() {
        List<Place> originals = talk(100);

        Place combined = combine(bob, originals, "", carol);

        List<String> read = new ArrayList<>();
        int after = 0;
        while (true) {
            JsonNode page = page(carol, combined, "?limit=30&after=" + after)
                    .expect(200)
                    .body();
            read.addAll(texts(page.path("items")));
            if (!page.path("more").asBoolean()) {
                break;
            }
            after = page.path("items").path(29).path("seq").asInt();
        }
        assertThat(read)
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "text " + i).toList());
    }

    @Test
    void combine_whatIsTooLarge_isRefused() {
        List<Place> originals = IntStream.range(0, 100)
                .mapToObj(i -> post(
                        alice, bob, "\"text\":\"" + "x".repeat(8_000) + "\",\"more\":\"" + "x".repeat(3_000) + "\""))
                .toList();

        assertThat(http.as(bob, "POST", "/v1/messages/forward", body(originals, ",\"combined\":true", carol))
                        .expectProblem(ErrorCode.TOO_LONG))
                .contains("1048576");
        Place half = combine(bob, originals.subList(0, 50), "", carol);
        JsonNode page = page(carol, half, "?limit=50").expect(200).body();
        assertThat(page.path("more").asBoolean()).isTrue();
        assertThat(page.path("items")).hasSizeBetween(5, 10);
    }

    private record Place(Id conversation, long seq) {}

    /** Messages of Alice and Bob in turn, each with its number. */
    private List<Place> talk(int messages) {
        return IntStream.range(0, messages)
                .mapToObj(i -> post(i % 2 == 0 ? alice : bob, i % 2 == 0 ? bob : alice, "\"text\":\"text " + i + "\""))
                .toList();
    }

    private Place post(User from, User to, String members) {
        Answer sent = http.as(from, "POST", "/v1/messages", "{\"to\":{\"u\":\"" + to.uid() + "\"}," + members + "}")
                .expect(201);
        return new Place(sent.id("conversation"), sent.body().path("seq").asLong());
    }

    private Place combine(User user, List<Place> originals, String members, User target) {
        return forward(user, originals, ",\"combined\":true" + members, target);
    }

    /** The first message that was stored. */
    private Place forward(User user, List<Place> originals, String members, User target) {
        JsonNode item = http.as(user, "POST", "/v1/messages/forward", body(originals, members, target))
                .expect(200)
                .body()
                .path("items")
                .path(0);
        assertThat(item.has("messages")).as(item.toString()).isTrue();
        JsonNode message = item.path("messages").path(0);
        return new Place(
                Objects.requireNonNull(Id.parse(message.path("conversation").asString())),
                message.path("seq").asLong());
    }

    private static String body(List<Place> originals, String members, User target) {
        return "{\"from\":{\"conversation\":\"%s\",\"seqs\":%s},\"to\":[{\"u\":\"%s\"}]%s}"
                .formatted(
                        originals.getFirst().conversation,
                        originals.stream().map(Place::seq).toList(),
                        target.uid(),
                        members);
    }

    private Answer page(User user, Place combined, String query) {
        return http.as(user, "GET", path(combined) + "/combined" + query);
    }

    private JsonNode entry(User user, Place place) {
        return http.as(user, "GET", path(place)).expect(200).body();
    }

    private static String path(Place place) {
        return "/v1/conversations/" + place.conversation + "/messages/" + place.seq;
    }

    private static List<String> texts(JsonNode items) {
        return items.valueStream().map(item -> item.path("text").asString()).toList();
    }
}
