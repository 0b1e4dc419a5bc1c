package io.waggle.im.inbox;

import io.waggle.im.Envelopes;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.v1.ConversationUpdated;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What a user arranges around its conversations. */
class ArrangementIT {

    private final RunningService service = RunningService.shared();
    private final ListOf alice = ListOf.newUser(service);
    private final ListOf bob = ListOf.newUser(service);
    private final ListOf carol = ListOf.newUser(service);
    private Id conversation = new Id(0);

    @BeforeEach
    void talk() {
        service.http().befriend(alice.user(), bob.user());
        service.http().befriend(alice.user(), carol.user());
        conversation = bob.send(alice, "hi");
    }

    @Test
    void update_eachSetting_isShownToOneselfAlone() {
        JsonNode answer = alice.update(conversation, "{\"muted\":true,\"pinned\":true,\"draft\":\"so …\"}")
                .expect(200)
                .body();

        JsonNode item = alice.item(conversation);
        assertThat(answer).isEqualTo(item);
        assertThat(item.path("muted").asBoolean()).isTrue();
        assertThat(item.path("pinned").asBoolean()).isTrue();
        assertThat(item.path("draft").asString()).isEqualTo("so …");
        assertThat(bob.item(conversation).path("muted").asBoolean()).isFalse();
        assertThat(bob.item(conversation).path("pinned").asBoolean()).isFalse();
        assertThat(bob.item(conversation).has("draft")).isFalse();

        alice.update(conversation, "{\"muted\":false,\"draft\":\"\"}").expect(200);
        assertThat(alice.item(conversation).path("muted").asBoolean()).isFalse();
        assertThat(alice.item(conversation).path("pinned").asBoolean()).isTrue();
        assertThat(alice.item(conversation).has("draft")).isFalse();
    }

    @Test
    void update_tellsTheOtherDevicesJustWhatHasChanged() {
        List<Envelope> heard = service.listen(alice.user().uid());

        alice.update(conversation, "{\"muted\":true,\"pinned\":false,\"draft\":\"x\"}")
                .expect(200);
        alice.update(conversation, "{\"muted\":true,\"draft\":\"x\"}").expect(200);

        assertThat(heard).singleElement().satisfies(envelope -> {
            assertThat(envelope.getOrigin()).isEqualTo(alice.user().did().value());
            assertThat(notice(envelope))
                    .isEqualTo(ConversationUpdated.newBuilder()
                            .setConversation(conversation.value())
                            .setMuted(true)
                            .setDraft("x")
                            .build());
        });
    }

    @Test
    void read_tellsTheOtherDevicesOnce() {
        List<Envelope> heard = service.listen(alice.user().uid());
        List<Envelope> bobHears = service.listen(bob.user().uid());

        alice.read(conversation, 99).expect(200);
        alice.read(conversation, 1).expect(200);

        assertThat(heard).singleElement().satisfies(envelope -> {
            assertThat(envelope.getOrigin()).isEqualTo(alice.user().did().value());
            assertThat(notice(envelope).getReadSeq()).isEqualTo(1);
            assertThat(notice(envelope).hasMuted()).isFalse();
        });
        assertThat(bobHears).isEmpty();
    }

    /** As many long drafts as no answer over MQTT has room for. */
    @Test
    void list_tooLargeForMqtt_saysToAskForLess() {
        RpcCalls rpc = new RpcCalls(service);
        String draft = "{\"draft\":\"" + "x".repeat(8_192) + "\"}";
        for (int i = 0; i < 70; i++) {
            alice.update(alice.group(), draft).expect(200);
        }

        assertThat(rpc.refusal(alice.user(), "conversations.list", "{\"limit\":100}"))
                .isEqualTo(ErrorCode.TOO_LONG.wireName());
        assertThat(rpc.ask(alice.user(), "conversations.list", "{\"limit\":20}").path("items"))
                .hasSize(20);
        assertThat(ListOf.ids(alice.page("?limit=100"))).hasSizeGreaterThanOrEqualTo(70);
    }

    @Test
    void pinned_firstAndMostRecentlyPinnedFirst() {
        Id notes = alice.send(alice, "milk");
        Id withCarol = carol.send(alice, "hello");

        alice.update(conversation, "{\"pinned\":true}").expect(200);
        alice.update(notes, "{\"pinned\":true}").expect(200);
        carol.send(alice, "are you there?");

        assertThat(ListOf.ids(alice.page("")))
                .containsExactly(notes.toString(), conversation.toString(), withCarol.toString());
        alice.update(notes, "{\"pinned\":false}").expect(200);
        assertThat(ListOf.ids(alice.page("")))
                .containsExactly(conversation.toString(), withCarol.toString(), notes.toString());
    }

    @Test
    void hidden_untilSomethingNewArrivesOrShownAgain() {
        alice.update(conversation, "{\"hidden\":true}").expect(200);
        assertThat(alice.items()).isEmpty();
        bob.send(alice, "still there?");
        assertThat(alice.item(conversation).path("unread").asInt()).isEqualTo(2);

        alice.update(conversation, "{\"hidden\":true}").expect(200);
        assertThat(alice.items()).isEmpty();
        alice.update(conversation, "{\"hidden\":false}").expect(200);
        assertThat(alice.items()).hasSize(1);
        assertThat(bob.items()).hasSize(1);
    }

    @Test
    void markedUnread_untilReadOrUnmarked() {
        alice.read(conversation, 1).expect(200);
        String version = alice.version();
        List<Envelope> heard = service.listen(alice.user().uid());

        alice.update(conversation, "{\"markedUnread\":true}").expect(200);
        assertThat(alice.item(conversation).path("markedUnread").asBoolean()).isTrue();
        assertThat(alice.item(conversation).path("unread").asInt()).isZero();
        assertThat(bob.item(conversation).path("markedUnread").asBoolean()).isFalse();
        assertThat(ListOf.find(alice.since(version), conversation)
                        .path("markedUnread")
                        .asBoolean())
                .isTrue();

        alice.read(conversation, 0).expect(200);
        assertThat(alice.item(conversation).path("markedUnread").asBoolean()).isTrue();
        alice.read(conversation, 1).expect(200);
        assertThat(alice.item(conversation).path("markedUnread").asBoolean()).isFalse();
        alice.update(conversation, "{\"markedUnread\":true}").expect(200);
        alice.update(conversation, "{\"markedUnread\":false}").expect(200);
        assertThat(alice.item(conversation).path("markedUnread").asBoolean()).isFalse();

        assertThat(heard)
                .extracting(envelope -> notice(envelope).getMarkedUnread())
                .containsExactly(true, false, true, false);
    }

    @Test
    void markedUnread_endsWithANewReadPositionAndWithDeletion() {
        alice.update(conversation, "{\"markedUnread\":true}").expect(200);
        bob.send(alice, "again");
        alice.read(conversation, 2).expect(200);
        assertThat(alice.item(conversation).path("markedUnread").asBoolean()).isFalse();

        alice.update(conversation, "{\"markedUnread\":true}").expect(200);
        List<Envelope> heard = service.listen(alice.user().uid());
        alice.delete(conversation).expect(204);
        bob.send(alice, "once more");

        assertThat(alice.item(conversation).path("markedUnread").asBoolean()).isFalse();
        assertThat(notice(heard.getFirst()).hasMarkedUnread()).isTrue();
    }

    @Test
    void delete_nothingOfBeforeIsSeenAgain_otherSideKeepsAll() {
        alice.update(conversation, "{\"pinned\":true,\"draft\":\"x\",\"muted\":true}")
                .expect(200);
        List<Envelope> heard = service.listen(alice.user().uid());

        alice.delete(conversation).expect(204);
        alice.delete(conversation).expect(204);

        assertThat(heard)
                .singleElement()
                .satisfies(envelope -> assertThat(notice(envelope))
                        .isEqualTo(ConversationUpdated.newBuilder()
                                .setConversation(conversation.value())
                                .setClearedSeq(1)
                                .setPinned(false)
                                .setDraft("")
                                .build()));
        assertThat(alice.items()).isEmpty();
        assertThat(alice.history(conversation).body().path("items")).isEmpty();
        assertThat(bob.history(conversation).body().path("items")).hasSize(1);
        alice.update(conversation, "{\"hidden\":false}").expect(200);
        assertThat(alice.item(conversation).has("last")).isFalse();
        assertThat(alice.item(conversation).path("unread").asInt()).isZero();
        alice.delete(conversation).expect(204);
        assertThat(alice.items()).isEmpty();

        bob.send(alice, "again");

        JsonNode item = alice.item(conversation);
        assertThat(item.path("unread").asInt()).isEqualTo(1);
        assertThat(item.path("muted").asBoolean()).isTrue();
        assertThat(item.path("pinned").asBoolean()).isFalse();
        assertThat(item.has("draft")).isFalse();
        assertThat(alice.history(conversation).body().path("items")).hasSize(1);
        assertThat(alice.history(conversation).body().path("more").asBoolean()).isFalse();
    }

    @Test
    void everything_ofAStrangersConversation_sameAsUnknown() {
        for (Id id : List.of(conversation, new Id(5))) {
            assertThat(carol.update(id, "{\"muted\":true}").expectProblem(ErrorCode.NOT_FOUND))
                    .isEqualTo(carol.delete(id).expectProblem(ErrorCode.NOT_FOUND))
                    .isEqualTo(carol.read(id, 1).expectProblem(ErrorCode.NOT_FOUND))
                    .isEqualTo(ErrorCode.NOT_FOUND.advice());
        }
    }

    @Test
    void draft_tooLongOrBroken_refused() {
        String bee = "\uD83D\uDC1D";
        alice.update(conversation, "{\"draft\":\"" + bee.repeat(2048) + "\"}").expect(200);
        assertThat(alice.item(conversation).path("draft").asString()).isEqualTo(bee.repeat(2048));

        assertThat(alice.update(conversation, "{\"draft\":\"" + bee.repeat(2048) + "x\"}")
                        .expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("8193");
        alice.update(conversation, "{\"draft\":\"\\uD83D\"}").expectProblem(ErrorCode.INVALID_REQUEST);
        alice.update(conversation, "{\"muted\":\"perhaps\"}").expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void overRpc_theSame() {
        RpcCalls rpc = new RpcCalls(service);
        String named = "{\"conversation\":\"" + conversation + "\"";

        assertThat(rpc.ask(alice.user(), "conversations.update", named + ",\"muted\":true,\"draft\":\"x\"}"))
                .isEqualTo(alice.item(conversation));
        assertThat(rpc.ask(alice.user(), "conversations.read", named + ",\"seq\":1}")
                        .path("readSeq")
                        .asInt())
                .isEqualTo(1);
        assertThat(rpc.ask(alice.user(), "conversations.list", "{}").path("items"))
                .isEqualTo(alice.page("").body().path("items"));
        assertThat(rpc.ask(alice.user(), "contacts.recent", "{\"limit\":1}").path("items"))
                .hasSize(1);
        rpc.ask(alice.user(), "conversations.delete", named + "}");
        assertThat(alice.items()).isEmpty();
        assertThat(rpc.refusal(carol.user(), "conversations.delete", named + "}"))
                .isEqualTo("not-found");
    }

    private static ConversationUpdated notice(Envelope envelope) {
        return Envelopes.down(envelope).getConversationUpdated();
    }
}
