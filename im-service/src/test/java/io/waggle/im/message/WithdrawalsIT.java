package io.waggle.im.message;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.im.customrelation.CustomRelations;
import io.waggle.im.customrelation.RelationType;
import io.waggle.im.customrelation.RelationTypes;
import io.waggle.im.relation.MessagingRule;
import io.waggle.protocol.Id;
import io.waggle.protocol.MessageIds;
import io.waggle.protocol.fabric.v1.SendReply;
import io.waggle.protocol.fabric.v1.SendRequest;
import io.waggle.protocol.fabric.v1.Target;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Send;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A permission that is withdrawn ends with the answer to the one who has withdrawn it, although the service remembers permits. */
class WithdrawalsIT {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final RunningService SERVICE = RunningService.start(Map.of("waggle.messaging.group-mates", "allow"));

    private final HttpCalls http = SERVICE.http();
    private final User alice = http.newUser();
    private final User bob = http.newUser();

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void send_afterABlock_isRefused() {
        http.befriend(alice, bob);
        assertMayWrite();
        http.as(bob, "PUT", "/v1/blocks/" + alice.uid()).expect(204);

        assertRefused("not-friends");
    }

    @Test
    void send_afterTheEndOfAFriendship_isRefused() {
        http.befriend(alice, bob);
        assertMayWrite();
        http.as(bob, "DELETE", "/v1/friends/" + alice.uid()).expect(204);

        assertRefused("not-friends");
    }

    @Test
    void send_afterAChangeOfPrivacy_isRefused() {
        http.befriend(alice, bob);
        assertMayWrite();
        http.as(bob, "PATCH", "/v1/me/privacy", "{\"message\":\"nobody\"}").expect(200);

        assertRefused("not-friends");
    }

    @Test
    void send_afterAChangeOfACustomRelation_isRefused() {
        RelationTypes types = SERVICE.bean(RelationTypes.class);
        CustomRelations relations = SERVICE.bean(CustomRelations.class);
        types.define(new RelationType("seller", "buyer", MessagingRule.ALLOW, MessagingRule.ALLOW));
        relations.put("seller", alice.uid(), bob.uid());
        assertMayWrite();
        types.define(new RelationType("seller", "buyer", MessagingRule.DENY, MessagingRule.ALLOW));
        assertRefused("not-friends");

        types.define(new RelationType("seller", "buyer", MessagingRule.ALLOW, MessagingRule.ALLOW));
        assertMayWrite();
        relations.delete("seller", alice.uid(), bob.uid());
        assertRefused("not-friends");

        relations.put("seller", alice.uid(), bob.uid());
        assertMayWrite();
        types.remove("seller");
        assertRefused("not-friends");
    }

    @Test
    void send_afterTheRecipientLeftTheCommonGroup_isRefused() {
        Id gid = newGroupOfNoFriends();
        assertMayWrite();
        http.as(bob, "DELETE", "/v1/groups/" + gid + "/members/" + bob.uid()).expect(204);

        assertRefused("not-friends");
    }

    @Test
    void send_afterTheCommonGroupWasDissolved_isRefused() {
        Id gid = newGroupOfNoFriends();
        assertMayWrite();
        http.as(alice, "DELETE", "/v1/groups/" + gid).expect(204);

        assertRefused("not-friends");
    }

    @Test
    void send_afterABanOfTheSender_isRefused() {
        User carol = http.newUser();
        http.befriend(carol, bob);
        Id gid = newGroup(carol);
        assertThat(send(carol, bob)).isEqualTo("committed");
        assertThat(sendToGroup(carol, gid)).isEqualTo("committed");
        http.as(http.admin(), "PUT", "/v1/admin/users/" + carol.uid() + "/ban", "{\"reason\":\"spam\"}")
                .expect(200);

        assertThat(send(carol, bob)).isEqualTo("banned");
        assertThat(sendToGroup(carol, gid)).isEqualTo("banned");
    }

    @Test
    void send_afterTheRecipientDeactivated_isRefused() {
        User carol = http.newUser();
        http.befriend(alice, carol);
        assertThat(send(alice, carol)).isEqualTo("committed");
        http.as(carol, "DELETE", "/v1/me", "{\"password\":\"" + HttpCalls.PASSWORD + "\"}")
                .expect(204);

        assertThat(send(alice, carol)).isEqualTo("not-friends");
    }

    private Id newGroupOfNoFriends() {
        http.befriend(alice, bob);
        Id gid = newGroup(alice);
        http.as(bob, "DELETE", "/v1/friends/" + alice.uid()).expect(204);
        return gid;
    }

    private Id newGroup(User owner) {
        return http.as(owner, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[\"" + bob.uid() + "\"]}")
                .expect(201)
                .id("gid");
    }

    private void assertMayWrite() {
        assertThat(send(alice, bob)).isEqualTo("committed");
    }

    private void assertRefused(String code) {
        assertThat(send(alice, bob)).isEqualTo(code);
    }

    private String send(User sender, User recipient) {
        return send(sender, Target.newBuilder().setUser(recipient.uid().value()));
    }

    private String sendToGroup(User sender, Id gid) {
        return send(sender, Target.newBuilder().setGroup(gid.value()));
    }

    /** Sends as a broker does, which does not ask about the sender's standing. */
    private String send(User sender, Target.Builder target) {
        SendRequest request = SendRequest.newBuilder()
                .setSender(sender.uid().value())
                .setDevice(sender.did().value())
                .setTarget(target)
                .setSend(Send.newBuilder()
                        .setId(MessageIds.next(Clock.systemUTC(), RANDOM))
                        .setContent(Content.newBuilder().setText("hi")))
                .build();
        try {
            SendReply reply = SendReply.parseFrom(SERVICE.ask(Subjects.SEND, request));
            return reply.hasCommitted() ? "committed" : reply.getRefused().getCode();
        } catch (InvalidProtocolBufferException damaged) {
            throw new AssertionError(damaged);
        }
    }
}
