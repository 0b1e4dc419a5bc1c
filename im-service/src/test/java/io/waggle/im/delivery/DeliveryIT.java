package io.waggle.im.delivery;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Behind;
import io.waggle.protocol.fabric.v1.FetchReply;
import io.waggle.protocol.fabric.v1.Withheld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryIT {

    private final RunningService service = RunningService.shared();
    private final BrokerCalls broker = new BrokerCalls(service);
    private final HttpCalls http = service.http();
    private final User alice = http.newUser();
    private final User bob = http.newUser();

    @BeforeEach
    void befriend() {
        http.befriend(alice, bob);
    }

    @Test
    void sync_nothingAcknowledged_isBehindFromTheStart() {
        Id conversation = say(3);

        assertThat(broker.sync(bob))
                .containsExactly(Behind.newBuilder()
                        .setConversation(conversation.value())
                        .setHead(3)
                        .build());
    }

    @Test
    void sync_acknowledged_isBehindByTheRest() {
        Id conversation = say(3);

        broker.ack(bob, conversation, 2);
        assertThat(broker.sync(bob))
                .singleElement()
                .extracting(Behind::getAfter)
                .isEqualTo(2L);
        broker.ack(bob, conversation, 3);

        assertThat(broker.sync(bob)).isEmpty();
    }

    @Test
    void ack_older_doesNotGoBack() {
        Id conversation = say(3);
        broker.ack(bob, conversation, 3);

        broker.ack(bob, conversation, 1);

        assertThat(broker.sync(bob)).isEmpty();
    }

    @Test
    void sync_newDevice_hasWhatItsUserHad() {
        Id conversation = say(3);
        User phone = http.login(bob.username());

        assertThat(broker.sync(phone)).isEmpty();
        say(1);

        assertThat(broker.sync(phone))
                .containsExactly(Behind.newBuilder()
                        .setConversation(conversation.value())
                        .setAfter(3)
                        .setGapTo(3)
                        .setHead(4)
                        .build());
    }

    @Test
    void sync_twoDevices_eachHasItsOwnGap() {
        User phone = http.login(bob.username());
        Id conversation = say(5);

        broker.ack(bob, conversation, 4);
        broker.ack(phone, conversation, 1);

        assertThat(broker.sync(bob))
                .singleElement()
                .extracting(Behind::getAfter)
                .isEqualTo(4L);
        assertThat(broker.sync(phone))
                .singleElement()
                .extracting(Behind::getAfter)
                .isEqualTo(1L);
    }

    @Test
    void sync_mostRecentlyActive_comesFirst() {
        Id pair = say(1);
        Id group = group();
        sayInGroup(group);
        assertThat(broker.sync(bob).getFirst().getConversation()).isEqualTo(group.value());
        assertThat(broker.sync(bob).getFirst().getGroup()).isTrue();

        say(1);

        assertThat(broker.sync(bob).getFirst().getConversation()).isEqualTo(pair.value());
    }

    @Test
    void sync_cleared_isNotBehindInWhatTheUserHasDeleted() {
        Id conversation = say(3);

        http.as(bob, "DELETE", "/v1/conversations/" + conversation).expect(204);

        assertThat(broker.sync(bob)).isEmpty();
        assertThat(broker.fetch(bob, conversation, 1, 10).getAfter()).isEqualTo(3);
    }

    @Test
    void sync_notSeenForAMonth_isOnlyTold() {
        Id conversation = say(3);
        long longAgo = Instant.now().minus(Duration.ofDays(31)).toEpochMilli();
        service.sql()
                .sql("update delivery_device set seen_at = ? where did = ?")
                .param(longAgo)
                .param(bob.did().value())
                .update();

        assertThat(broker.sync(bob))
                .containsExactly(Behind.newBuilder()
                        .setConversation(conversation.value())
                        .setGapTo(3)
                        .setHead(3)
                        .build());
        assertThat(broker.sync(bob))
                .singleElement()
                .extracting(Behind::getGapTo)
                .isEqualTo(0L);
    }

    @Test
    void fetch_pieces_areInOrderAndTellHowFarTheyGo() {
        Id conversation = say(5);

        FetchReply first = broker.fetch(bob, conversation, 1, 3);
        FetchReply last = broker.fetch(bob, conversation, 4, 3);

        assertThat(BrokerCalls.seqs(first)).containsExactly(2L, 3L, 4L);
        assertThat(first.getUpTo()).isEqualTo(4);
        assertThat(BrokerCalls.seqs(last)).containsExactly(5L);
        assertThat(last.getUpTo()).isEqualTo(5);
    }

    @Test
    void fetch_own_isLeftOutForTheDeviceItCameFromOnly() {
        User phone = http.login(bob.username());
        Id conversation = say(1);
        http.as(bob, "POST", "/v1/messages", "{\"to\":{\"u\":\"%s\"},\"text\":\"own\"}".formatted(alice.uid()))
                .expect(201);

        FetchReply here = broker.fetch(bob, conversation, 0, 10);

        assertThat(BrokerCalls.seqs(here)).containsExactly(1L);
        assertThat(here.getUpTo()).isEqualTo(2);
        assertThat(BrokerCalls.seqs(broker.fetch(phone, conversation, 0, 10))).containsExactly(1L, 2L);
    }

    @Test
    void fetch_fromTheStart_isFromTheCursor() {
        Id conversation = say(3);
        broker.ack(bob, conversation, 2);

        FetchReply reply = broker.fetch(bob, conversation, 0, 10);

        assertThat(reply.getAfter()).isEqualTo(2);
        assertThat(BrokerCalls.seqs(reply)).containsExactly(3L);
    }

    @Test
    void fetch_largeEntries_comesInPiecesThatCanBeCarried() {
        String large = "x".repeat(8_000);
        Id conversation = new Id(0);
        for (int i = 0; i < 90; i++) {
            conversation = say(large);
        }

        FetchReply first = broker.fetch(bob, conversation, 1, 100);
        FetchReply rest = broker.fetch(bob, conversation, first.getUpTo(), 100);
        FetchReply last = broker.fetch(bob, conversation, rest.getUpTo(), 100);

        assertThat(first.getSerializedSize()).isBetween(400_000, 600_000);
        assertThat(Stream.of(first, rest, last).flatMap(reply -> BrokerCalls.seqs(reply).stream()))
                .containsExactlyElementsOf(LongStream.rangeClosed(2, 90).boxed().toList());
    }

    @Test
    void fetch_fromTheStartAndFarBehind_isToldOfTheGapFirst() {
        Id conversation = say(1);
        service.sql()
                .sql("update conversation_head set last_seq = 900 where conversation_id = ?")
                .param(conversation.value())
                .update();

        FetchReply reply = broker.fetch(bob, conversation, 0, 100);

        assertThat(reply.getGapTo()).isEqualTo(400);
        assertThat(reply.getAfter()).isZero();
        assertThat(reply.getUpTo()).isZero();
        assertThat(reply.getEntriesCount()).isZero();
    }

    @Test
    void fetch_notAMember_isRefused() {
        Id conversation = say(1);

        assertThat(broker.fetch(http.newUser(), conversation, 0, 10).getRefused())
                .isTrue();
    }

    @Test
    void logout_cursorsGo_andDoNotComeBack() {
        Id conversation = say(2);
        broker.ack(bob, conversation, 1, withheld(1, 600));

        http.as(bob, "DELETE", "/v1/sessions/current").expect(204);
        broker.ack(bob, conversation, 2, withheld(2, 600));

        for (String table : new String[] {"delivery", "delivery_withheld", "delivery_device"}) {
            assertThat(service.sql()
                            .sql("select count(*) from " + table + " where did = ?")
                            .param(bob.did().value())
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void sync_withheld_isOwedWhatFitsTheConnection() {
        Id conversation = say(4);
        broker.ack(bob, conversation, 3, withheld(1, 600), withheld(2, 1_600), withheld(3, 700));

        assertThat(broker.sync(bob, 599))
                .singleElement()
                .satisfies(behind -> assertThat(behind.getOwedList()).isEmpty());
        assertThat(broker.sync(bob, 1_599))
                .singleElement()
                .satisfies(behind -> assertThat(behind.getOwedList()).containsExactly(1L, 3L));
        assertThat(broker.sync(bob))
                .containsExactly(Behind.newBuilder()
                        .setConversation(conversation.value())
                        .setAfter(3)
                        .setGapTo(3)
                        .setHead(4)
                        .addAllOwed(List.of(1L, 2L, 3L))
                        .build());
    }

    @Test
    void sync_withheldAndOtherwiseUpToDate_isOwedIt() {
        Id conversation = say(2);
        broker.ack(bob, conversation, 2, withheld(1, 600));

        assertThat(broker.sync(bob, 599)).isEmpty();
        assertThat(broker.sync(bob, 600))
                .containsExactly(Behind.newBuilder()
                        .setConversation(conversation.value())
                        .setAfter(2)
                        .setGapTo(2)
                        .setHead(2)
                        .addOwed(1)
                        .build());
    }

    @Test
    void ack_withheldHasBeenSent_isOwedNoMore() {
        Id conversation = say(2);
        broker.ack(bob, conversation, 2, withheld(1, 600), withheld(2, 600));

        broker.ack(bob, conversation, 2, withheld(1, 0));
        assertThat(broker.sync(bob))
                .singleElement()
                .satisfies(behind -> assertThat(behind.getOwedList()).containsExactly(2L));
        broker.ack(bob, conversation, 2, withheld(2, 0));

        assertThat(broker.sync(bob)).isEmpty();
    }

    @Test
    void ack_moreWithheldThanAreKept_theNewestAre() {
        Id conversation = say(1);
        service.sql()
                .sql("update conversation_head set last_seq = 900 where conversation_id = ?")
                .param(conversation.value())
                .update();
        Withheld[] withheld = LongStream.rangeClosed(1, 130)
                .mapToObj(seq -> withheld(seq, 600))
                .toArray(Withheld[]::new);

        broker.ack(bob, conversation, 900, withheld);

        assertThat(broker.sync(bob))
                .singleElement()
                .satisfies(behind -> assertThat(behind.getOwedList())
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(31, 130).boxed().toList()));
    }

    @Test
    void sync_withheldAndCleared_isNotOwedIt() {
        Id conversation = say(2);
        broker.ack(bob, conversation, 2, withheld(1, 600));

        http.as(bob, "DELETE", "/v1/conversations/" + conversation).expect(204);

        assertThat(broker.sync(bob)).isEmpty();
        assertThat(BrokerCalls.seqs(broker.supply(bob, conversation, 1L))).isEmpty();
    }

    @Test
    void supply_withheld_bringsTheseAlone() {
        Id conversation = say(4);

        FetchReply reply = broker.supply(bob, conversation, 1L, 3L, 9L);

        assertThat(BrokerCalls.seqs(reply)).containsExactly(1L, 3L);
        assertThat(reply.getUpTo()).isEqualTo(9);
    }

    @Test
    void supply_moreThanAnAnswerHolds_comesInPieces() {
        Id conversation = new Id(0);
        for (int i = 0; i < 90; i++) {
            conversation = say("x".repeat(8_000));
        }
        Long[] all = LongStream.rangeClosed(1, 90).boxed().toArray(Long[]::new);

        FetchReply reply = broker.supply(bob, conversation, all);

        assertThat(reply.getUpTo()).isBetween(50L, 89L);
        assertThat(BrokerCalls.seqs(reply))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, reply.getUpTo()).boxed().toList());
    }

    @Test
    void supply_notAMember_isRefused() {
        Id conversation = say(1);

        assertThat(broker.supply(http.newUser(), conversation, 1L).getRefused()).isTrue();
    }

    private static Withheld withheld(long seq, int size) {
        return Withheld.newBuilder().setSeq(seq).setSize(size).build();
    }

    private Id say(int messages) {
        Id conversation = new Id(0);
        for (int i = 0; i < messages; i++) {
            conversation = say("hi");
        }
        return conversation;
    }

    private Id say(String text) {
        return http.as(
                        alice,
                        "POST",
                        "/v1/messages",
                        "{\"to\":{\"u\":\"%s\"},\"text\":\"%s\"}".formatted(bob.uid(), text))
                .expect(201)
                .id("conversation");
    }

    private Id group() {
        return http.as(alice, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[\"%s\"]}".formatted(bob.uid()))
                .expect(201)
                .id("gid");
    }

    private void sayInGroup(Id gid) {
        http.as(alice, "POST", "/v1/messages", "{\"to\":{\"g\":\"%s\"},\"text\":\"hi\"}".formatted(gid))
                .expect(201);
    }
}
