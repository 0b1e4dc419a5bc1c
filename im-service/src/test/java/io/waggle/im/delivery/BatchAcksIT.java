package io.waggle.im.delivery;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationEventMulticaster;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;

class BatchAcksIT {

    private final RunningService service = RunningService.shared();
    private final RpcCalls rpc = new RpcCalls(service);
    private final HttpCalls http = service.http();
    private final User alice = http.newUser();
    private final User bob = http.newUser();

    @BeforeEach
    void befriend() {
        http.befriend(alice, bob);
    }

    @Test
    void sync_nothingAcknowledged_tellsAll() {
        Id conversation = say(3);

        assertThat(rpc.ask(bob, "sync", "").toString())
                .isEqualTo("{\"items\":[{\"conversation\":\"" + conversation
                        + "\",\"from\":1,\"to\":3,\"count\":3}],\"more\":false}");
    }

    @Test
    void ack_cumulative_movesTheCursorForwardOnly() {
        Id conversation = say(3);

        rpc.ask(bob, "ack", cursors(conversation, 2));
        rpc.ask(bob, "ack", cursors(conversation, 1));

        JsonNode item = rpc.ask(bob, "sync", "{}").path("items").get(0);
        assertThat(item.path("from").asLong()).isEqualTo(3);
        rpc.ask(bob, "ack", cursors(conversation, 3));
        assertThat(rpc.ask(bob, "sync", "{}").path("items")).isEmpty();
    }

    @Test
    void ack_beyondTheNewest_countsAsTheNewest() {
        Id conversation = say(3);

        rpc.ask(bob, "ack", cursors(conversation, 1_000_000));
        say(1);

        assertThat(rpc.ask(bob, "sync", "").path("items").get(0).path("from").asLong())
                .isEqualTo(4);
    }

    @Test
    void ack_entryOfThePeer_hasReachedTheUser() {
        List<Reached> reached = reached();
        Id conversation = say(2);

        rpc.ask(bob, "ack", cursors(conversation, 2));

        assertThat(reached).containsExactly(new Reached(bob.uid(), alice.uid(), conversation, 2));
    }

    @Test
    void ack_ownEntry_hasReachedNobody() {
        Id conversation = say(1);
        rpc.ask(bob, "ack", cursors(conversation, 1));
        List<Reached> reached = reached();
        say(bob, alice);

        rpc.ask(bob, "ack", cursors(conversation, 2));
        assertThat(reached).isEmpty();

        say(1);
        say(bob, alice);
        rpc.ask(bob, "ack", cursors(conversation, 4));
        assertThat(reached).containsExactly(new Reached(bob.uid(), alice.uid(), conversation, 4));
    }

    @Test
    void ack_conversationOfOthers_isPassedOver() {
        Id conversation = say(3);

        rpc.ask(http.newUser(), "ack", cursors(conversation, 2));

        assertThat(service.sql()
                        .sql("select count(*) from delivery where conversation_id = ?")
                        .param(conversation.value())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void sync_deviceKnowsBetter_itsWordCounts() {
        Id conversation = say(3);
        rpc.ask(bob, "ack", cursors(conversation, 3));

        JsonNode lost = rpc.ask(bob, "sync", cursors(conversation, 1));

        assertThat(lost.path("items").get(0).path("from").asLong()).isEqualTo(2);
        assertThat(rpc.ask(bob, "sync", cursors(conversation, 3)).path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cursors\":{\"nonsense\":1}}",
                "{\"cursors\":{\"0R5Y2K8GQ4M1T\":-1}}",
                "{\"cursors\":{\"0R5Y2K8GQ4M1T\":null}}",
                "{\"cursors\":[]}"
            })
    void ack_notCursors_isRefused(String request) {
        assertThat(rpc.refusal(bob, "ack", request)).isEqualTo("invalid-request");
    }

    private static String cursors(Id conversation, long seq) {
        return "{\"cursors\":{\"" + conversation + "\":" + seq + "}}";
    }

    private Id say(int messages) {
        Id conversation = new Id(0);
        for (int i = 0; i < messages; i++) {
            conversation = say(alice, bob);
        }
        return conversation;
    }

    private Id say(User sender, User receiver) {
        return http.as(
                        sender,
                        "POST",
                        "/v1/messages",
                        "{\"to\":{\"u\":\"%s\"},\"text\":\"hi\"}".formatted(receiver.uid()))
                .expect(201)
                .id("conversation");
    }

    /** What has reached bob, from now on. */
    private List<Reached> reached() {
        List<Reached> reached = new CopyOnWriteArrayList<>();
        service.bean(ApplicationEventMulticaster.class).addApplicationListener((ApplicationListener<ApplicationEvent>)
                event -> {
                    if (event instanceof PayloadApplicationEvent<?> published
                            && published.getPayload() instanceof Reached one
                            && one.uid().equals(bob.uid())) {
                        reached.add(one);
                    }
                });
        return reached;
    }
}
