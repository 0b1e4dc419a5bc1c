package io.waggle.im.message;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.fabric.v1.NowReply;
import io.waggle.protocol.fabric.v1.NowRequest;
import io.waggle.protocol.fabric.v1.Target;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Now;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class EphemeralMessagesIT {

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
    void send_toAFriend_passesAndIsNotKept() throws InvalidProtocolBufferException {
        List<Envelope> bobHears = service.listen(bob.uid());
        List<Envelope> aliceHears = service.listen(alice.uid());
        long stored = messages();

        assertThat(refusal(toUser(alice, bob))).isEmpty();

        assertThat(bobHears).singleElement().satisfies(envelope -> {
            assertThat(envelope.getOrigin()).isEqualTo(alice.did().value());
            Now now = Down.parseFrom(envelope.getNow()).getNow();
            assertThat(now.getFrom()).isEqualTo(alice.uid().value());
            assertThat(now.getTo()).isEqualTo(bob.uid().value());
            assertThat(now.getContent().getTyping()).isTrue();
            assertThat(now.getAt()).isPositive();
        });
        assertThat(aliceHears).hasSize(1);
        assertThat(messages()).isEqualTo(stored);
        assertThat(http.as(bob, "GET", "/v1/conversations").body().path("items"))
                .isEmpty();
    }

    @Test
    void send_toStrangerOrUnknown_refusedAlike() throws InvalidProtocolBufferException {
        NowReply toStranger = ask(toUser(alice, stranger));
        NowReply toNobody = ask(NowRequest.newBuilder()
                .setSender(alice.uid().value())
                .setTarget(Target.newBuilder().setUser(2))
                .setContent(typing())
                .build());

        assertThat(toStranger.getRefused().getCode()).isEqualTo(ErrorCode.NOT_FRIENDS.wireName());
        assertThat(toNobody.getRefused()).isEqualTo(toStranger.getRefused());
    }

    @Test
    void send_toOneWhoBlocks_isRefusedAsByAStranger() throws InvalidProtocolBufferException {
        http.as(bob, "PUT", "/v1/blocks/" + alice.uid()).expect(204);

        assertThat(ask(toUser(alice, bob)).getRefused())
                .isEqualTo(ask(toUser(alice, stranger)).getRefused());
        assertThat(refusal(toUser(bob, alice))).isEqualTo(ErrorCode.BLOCKED_BY_YOU.wireName());
    }

    @Test
    void send_toGroup_reachesMembersAndNobodyElseMay() throws InvalidProtocolBufferException {
        Id gid = http.as(alice, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[\"" + bob.uid() + "\"]}")
                .expect(201)
                .id("gid");
        List<Envelope> heard = service.listenToGroup(gid);

        assertThat(refusal(toGroup(bob, gid))).isEmpty();
        assertThat(refusal(toGroup(stranger, gid))).isEqualTo(ErrorCode.NOT_A_MEMBER.wireName());

        assertThat(heard).singleElement().satisfies(envelope -> {
            Now now = Down.parseFrom(envelope.getNow()).getNow();
            assertThat(now.getGid()).isEqualTo(gid.value());
            assertThat(now.getFrom()).isEqualTo(bob.uid().value());
        });
    }

    private long messages() {
        return service.sql()
                .sql("select count(*) from entry where sender_uid = ?")
                .param(alice.uid().value())
                .query(Long.class)
                .single();
    }

    private static NowRequest toUser(User from, User to) {
        return NowRequest.newBuilder()
                .setSender(from.uid().value())
                .setDevice(from.did().value())
                .setTarget(Target.newBuilder().setUser(to.uid().value()))
                .setContent(typing())
                .build();
    }

    private static NowRequest toGroup(User from, Id gid) {
        return NowRequest.newBuilder()
                .setSender(from.uid().value())
                .setDevice(from.did().value())
                .setTarget(Target.newBuilder().setGroup(gid.value()))
                .setContent(typing())
                .build();
    }

    private static Content typing() {
        return Content.newBuilder().setTyping(true).build();
    }

    private String refusal(NowRequest request) {
        return ask(request).getRefused().getCode();
    }

    private NowReply ask(NowRequest request) {
        byte[] reply = service.ask(Subjects.NOW, request);
        try {
            return NowReply.parseFrom(reply);
        } catch (InvalidProtocolBufferException damaged) {
            throw new AssertionError(damaged);
        }
    }
}
