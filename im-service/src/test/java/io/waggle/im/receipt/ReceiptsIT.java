package io.waggle.im.receipt;

import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Receipt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiptsIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private final User carol = http.newUser();

    @BeforeEach
    void befriend() {
        http.befriend(alice, bob);
        http.befriend(alice, carol);
    }

    @Test
    void read_inAPair_theOtherIsToldHowFar() throws InterruptedException {
        Id pair = say(alice, "{\"u\":\"" + bob.uid() + "\"}");
        HeardReceipts aliceHears = receipts(Subjects.user(alice.uid()));

        read(bob, pair, 1);

        Receipt receipt = aliceHears.next().getReceipt();
        assertThat(receipt.getConversation()).isEqualTo(pair.value());
        assertThat(receipt.getUid()).isEqualTo(bob.uid().value());
        assertThat(receipt.getReadSeq()).isEqualTo(1);
        assertThat(receipt.hasDeliveredSeq()).isFalse();
    }

    @Test
    void read_overRpcManyTimes_lastStateArrives() throws InterruptedException {
        Id pair = say(alice, "{\"u\":\"" + bob.uid() + "\"}");
        for (int i = 0; i < 9; i++) {
            say(alice, "{\"u\":\"" + bob.uid() + "\"}");
        }
        HeardReceipts aliceHears = receipts(Subjects.user(alice.uid()));
        RpcCalls rpc = new RpcCalls(service);

        for (int seq = 1; seq <= 10; seq++) {
            rpc.ask(bob, "conversations.read", "{\"conversation\":\"%s\",\"seq\":%d}".formatted(pair, seq));
        }

        List<Long> heard = new ArrayList<>();
        while (heard.isEmpty() || heard.getLast() < 10) {
            heard.add(aliceHears.next().getReceipt().getReadSeq());
        }
        assertThat(heard).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void read_inAGroup_isToldOnTheGroupsTopic() throws InterruptedException {
        Id gid = group();
        long seq = sayInGroup(gid);
        HeardReceipts groupHears = receipts(Subjects.group(gid));

        read(bob, gid, seq);

        Receipt receipt = groupHears.next().getReceipt();
        assertThat(receipt.getUid()).isEqualTo(bob.uid().value());
        assertThat(receipt.getReadSeq()).isEqualTo(seq);
    }

    @Test
    void read_inAGroupWithABlock_thoseTwoAreToldNothingOfEachOther() throws InterruptedException {
        Id gid = group();
        long seq = sayInGroup(gid);
        http.as(carol, "PUT", "/v1/blocks/" + bob.uid()).expect(204);
        HeardReceipts groupHears = receipts(Subjects.group(gid));
        HeardReceipts aliceHears = receipts(Subjects.user(alice.uid()));
        HeardReceipts carolHears = receipts(Subjects.user(carol.uid()));

        read(bob, gid, seq);

        assertThat(aliceHears.next().getReceipt().getUid()).isEqualTo(bob.uid().value());
        // Of her reading everyone may know, and by then all have been told of his.
        read(alice, gid, seq);
        assertThat(groupHears.next().getReceipt().getUid())
                .isEqualTo(alice.uid().value());
        assertThat(carolHears.none()).isTrue();
        assertThat(ask(carol, gid, "?seq=" + seq)
                        .path("items")
                        .valueStream()
                        .map(item -> item.path("uid").asString()))
                .containsExactly(alice.uid().toString());
    }

    @Test
    void read_inAPairWithABlock_nobodyIsTold() throws InterruptedException {
        Id blocked = say(alice, "{\"u\":\"" + bob.uid() + "\"}");
        Id open = say(alice, "{\"u\":\"" + carol.uid() + "\"}");
        http.as(bob, "PUT", "/v1/blocks/" + alice.uid()).expect(204);
        HeardReceipts aliceHears = receipts(Subjects.user(alice.uid()));

        read(bob, blocked, 1);
        read(carol, open, 1);

        assertThat(aliceHears.next().getReceipt().getUid())
                .isEqualTo(carol.uid().value());
        assertThat(ask(alice, blocked, "").path("items")).isEmpty();
        assertThat(ask(alice, blocked, "").path("count").asLong()).isZero();
        assertThat(ask(bob, blocked, "").path("items")).isEmpty();
    }

    @Test
    void receipts_inAPair_showTheOther() {
        Id pair = say(alice, "{\"u\":\"" + bob.uid() + "\"}");
        say(alice, "{\"u\":\"" + bob.uid() + "\"}");
        read(bob, pair, 1);

        assertThat(ask(alice, pair, "").path("count").asLong()).isZero();
        JsonNode page = ask(alice, pair, "?seq=1");
        assertThat(page.path("count").asLong()).isEqualTo(1);
        assertThat(page.path("items").get(0).path("uid").asString())
                .isEqualTo(bob.uid().toString());
        assertThat(page.path("items").get(0).path("readSeq").asLong()).isEqualTo(1);
        assertThat(new RpcCalls(service)
                        .ask(alice, "conversations.receipts", "{\"conversation\":\"%s\",\"seq\":1}".formatted(pair)))
                .isEqualTo(page);
    }

    @Test
    void receipts_inAGroup_pageByPage() {
        Id gid = group();
        long seq = sayInGroup(gid);
        read(bob, gid, seq);
        read(carol, gid, seq);
        read(alice, gid, seq);

        JsonNode first = ask(alice, gid, "?seq=%d&limit=1".formatted(seq));
        JsonNode second = ask(
                alice,
                gid,
                "?seq=%d&limit=1&cursor=%s".formatted(seq, first.path("next").asString()));

        assertThat(first.path("count").asLong()).isEqualTo(2);
        assertThat(first.path("more").asBoolean()).isTrue();
        assertThat(second.path("more").asBoolean()).isFalse();
        assertThat(List.of(
                        first.path("items").get(0).path("uid").asString(),
                        second.path("items").get(0).path("uid").asString()))
                .containsExactlyInAnyOrder(bob.uid().toString(), carol.uid().toString());
    }

    @Test
    void receipts_ofWhatWasSaidBefore_leaveLaterMembersOut() {
        Id gid = http.as(alice, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[\"" + bob.uid() + "\"]}")
                .expect(201)
                .id("gid");
        long seq = sayInGroup(gid);
        http.as(alice, "POST", "/v1/groups/" + gid + "/members", "{\"uids\":[\"" + carol.uid() + "\"]}")
                .expect(200);

        assertThat(ask(alice, gid, "?seq=" + seq).path("count").asLong()).isZero();
    }

    @Test
    void receipts_ofWhatOneDoesNotSee_areRefused() {
        Id pair = say(alice, "{\"u\":\"" + bob.uid() + "\"}");

        http.as(carol, "GET", path(pair)).expectProblem(ErrorCode.NOT_FOUND);
        http.as(carol, "GET", path(new Id(2))).expectProblem(ErrorCode.NOT_FOUND);
        assertThat(http.as(alice, "GET", path(pair) + "?seq=2").expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("1 to 1");
    }

    private HeardReceipts receipts(String subject) {
        return new HeardReceipts(service, subject);
    }

    private Id say(User from, String to) {
        return post(from, to).id("conversation");
    }

    private long sayInGroup(Id gid) {
        return post(alice, "{\"g\":\"" + gid + "\"}").body().path("seq").asLong();
    }

    private Answer post(User from, String to) {
        return http.as(from, "POST", "/v1/messages", "{\"to\":" + to + ",\"text\":\"hi\"}")
                .expect(201);
    }

    private void read(User reader, Id conversation, long seq) {
        http.as(reader, "POST", "/v1/conversations/" + conversation + "/read", "{\"seq\":" + seq + "}")
                .expect(200);
    }

    private JsonNode ask(User asker, Id conversation, String query) {
        return http.as(asker, "GET", path(conversation) + query).expect(200).body();
    }

    private static String path(Id conversation) {
        return "/v1/conversations/" + conversation + "/receipts";
    }

    private Id group() {
        String members = List.of(bob, carol).stream()
                .map(user -> "\"" + user.uid() + "\"")
                .collect(Collectors.joining(","));
        return http.as(alice, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[" + members + "]}")
                .expect(201)
                .id("gid");
    }
}
