package io.waggle.im.message;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.im.account.Accounts;
import io.waggle.im.conversation.Conversations;
import io.waggle.im.customrelation.CustomRelations;
import io.waggle.im.customrelation.RelationType;
import io.waggle.im.customrelation.RelationTypes;
import io.waggle.im.group.Groups;
import io.waggle.im.message.MessagingProperties.Access;
import io.waggle.im.message.PeopleOfCases.Pair;
import io.waggle.im.relation.MessagingRule;
import io.waggle.im.relation.Relations;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.MessageIds;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Topic;
import io.waggle.protocol.fabric.v1.SendReply;
import io.waggle.protocol.fabric.v1.SendRequest;
import io.waggle.protocol.fabric.v1.Target;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Send;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static io.waggle.im.message.WhoMayMessageWhom.YES;
import static org.assertj.core.api.Assertions.assertThat;

/** Every row of {@link WhoMayMessageWhom} asked of the policy; some of each kind over HTTP, and as brokers ask. */
@TestInstance(Lifecycle.PER_CLASS)
class WhoMayMessageWhomIT {

    private static final int EVERY_SO_MANY = 7;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RunningService denying = RunningService.shared();
    private final RunningService allowing = RunningService.start(Map.of("waggle.messaging.strangers", "allow"));
    private final Id gid = newGroup(denying);
    private final Id allowingGid = newGroup(allowing);
    private final PeopleOfCases people = new PeopleOfCases(denying, Case.all(), gid);
    private final PeopleOfCases allowingPeople = new PeopleOfCases(allowing, Case.all(), allowingGid);

    @AfterAll
    void close() {
        allowing.close();
    }

    @Test
    void policy_everyCaseUnderEverySwitch_asTheTableSays() {
        List<String> wrong = new ArrayList<>();
        for (Access strangers : Access.values()) {
            for (Access mates : Access.values()) {
                MessagingPolicy policy = policy(strangers, mates);
                people.forEach((row, pair) -> {
                    String expected = WhoMayMessageWhom.expected(row, strangers == Access.ALLOW, mates == Access.ALLOW);
                    String actual = ask(policy, pair.sender(), new Topic.ToUser(pair.recipient()));
                    note(wrong, row + " strangers " + strangers + ", mates " + mates, expected, actual);
                });
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void policy_sharedGroup_membersWhateverIsBetweenThem() {
        MessagingPolicy policy = policy(Access.DENY, Access.DENY);
        List<String> wrong = new ArrayList<>();
        people.forEach((row, pair) ->
                note(wrong, row + " to the group", toGroup(row), ask(policy, pair.sender(), new Topic.ToGroup(gid))));
        assertThat(wrong).isEmpty();
    }

    @Test
    void policy_systemToAGroup_wheneverThereIsOne() {
        MessagingPolicy policy = policy(Access.DENY, Access.DENY);

        assertThat(ask(policy, Accounts.SYSTEM, new Topic.ToGroup(gid))).isEqualTo(YES);
        assertThat(ask(policy, Accounts.SYSTEM, new Topic.ToGroup(new Id(7)))).isEqualTo("not-a-member");
    }

    @Test
    void send_asBrokersDo_asTheTableSays() {
        List<String> wrong = new ArrayList<>();
        sendSome(denying, people, gid, false, wrong);
        sendSome(allowing, allowingPeople, allowingGid, true, wrong);
        assertThat(wrong).isEmpty();
    }

    @Test
    void http_onesSwitchesAndTies_asTheTableSays() {
        for (RunningService service : List.of(denying, allowing)) {
            HttpCalls http = service.http();
            for (Case.Block block : Case.Block.values()) {
                for (Case.Friends friends : Case.Friends.values()) {
                    Case row = new Case(
                            Case.Standing.ACTIVE,
                            Case.Standing.ACTIVE,
                            block,
                            friends == Case.Friends.BOTH ? Case.Audience.NOBODY : Case.Audience.DEFAULT,
                            friends,
                            false);
                    String expected = WhoMayMessageWhom.expected(row, service == allowing, false);
                    assertThat(overHttp(service, http, row)).as(row.toString()).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void http_banned_isTold() {
        HttpCalls http = denying.http();
        User alice = http.newUser();
        User bob = http.newUser();
        http.befriend(alice, bob);
        denying.sql()
                .sql("update account set standing = 'BANNED' where uid = ?")
                .param(alice.uid().value())
                .update();

        assertThat(outcome(post(http, alice, bob.uid()))).isEqualTo("banned");
        assertThat(outcome(post(http, bob, alice.uid()))).isEqualTo(YES);
    }

    @Test
    void refusals_ofBlockPrivacyAndNobody_sameWords() {
        HttpCalls http = denying.http();
        User alice = http.newUser();
        String nobody = post(http, alice, new Id(2)).expectProblem(ErrorCode.NOT_FRIENDS);
        User blocking = http.newUser();
        http.befriend(alice, blocking);
        http.as(blocking, "PUT", "/v1/blocks/" + alice.uid()).expect(204);
        User gone = http.newUser();
        http.befriend(alice, gone);
        http.as(gone, "DELETE", "/v1/me", "{\"password\":\"" + HttpCalls.PASSWORD + "\"}")
                .expect(204);

        assertThat(post(http, alice, blocking.uid()).expectProblem(ErrorCode.NOT_FRIENDS))
                .isEqualTo(nobody);
        assertThat(post(http, alice, gone.uid()).expectProblem(ErrorCode.NOT_FRIENDS))
                .isEqualTo(nobody);
    }

    @Test
    void rules_ofCustomRelations_winOverAudiencesAndLoseToBlocks() {
        denying.bean(RelationTypes.class)
                .define(new RelationType("agent", "customer", MessagingRule.ALLOW, MessagingRule.DENY));
        MessagingPolicy policy = policy(Access.ALLOW, Access.DENY);
        people.forEach((row, pair) -> {
            boolean asked =
                    row.sender() == Case.Standing.ACTIVE && row.recipient() == Case.Standing.ACTIVE && !row.group();
            if (asked) {
                assertRuleWins(policy, row, pair);
            }
        });
    }

    @Test
    void system_writesToAllButTheDeactivated() {
        MessagingPolicy policy = policy(Access.DENY, Access.DENY);
        people.forEach((row, pair) -> assertThat(ask(policy, Accounts.SYSTEM, new Topic.ToUser(pair.recipient())))
                .isEqualTo(row.recipient() == Case.Standing.DEACTIVATED ? "not-friends" : YES));
    }

    private void assertRuleWins(MessagingPolicy policy, Case row, Pair pair) {
        CustomRelations relations = denying.bean(CustomRelations.class);
        Topic.Destination to = new Topic.ToUser(pair.recipient());
        String blocked = row.senderBlocks() ? "blocked-by-you" : "not-friends";
        relations.put("agent", pair.sender(), pair.recipient());
        assertThat(ask(policy, pair.sender(), to))
                .as(row + " agent")
                .isEqualTo(row.block() == Case.Block.NONE ? YES : blocked);
        relations.delete("agent", pair.sender(), pair.recipient());
        relations.put("customer", pair.sender(), pair.recipient());
        assertThat(ask(policy, pair.sender(), to)).as(row + " customer").isEqualTo(blocked);
        relations.delete("customer", pair.sender(), pair.recipient());
    }

    private void sendSome(RunningService service, PeopleOfCases some, Id group, boolean strangers, List<String> wrong) {
        int[] number = {0};
        some.forEach((row, pair) -> {
            if (number[0]++ % EVERY_SO_MANY == 0) {
                SendRequest.Builder request = SendRequest.newBuilder();
                String toUser = send(
                        service,
                        pair,
                        request.setTarget(
                                Target.newBuilder().setUser(pair.recipient().value())));
                note(wrong, row.toString(), WhoMayMessageWhom.expected(row, strangers, false), toUser);
                String toGroup = send(
                        service, pair, request.setTarget(Target.newBuilder().setGroup(group.value())));
                note(wrong, row + " to the group", toGroup(row), toGroup);
            }
        });
    }

    private static String send(RunningService service, Pair pair, SendRequest.Builder request) {
        Send.Builder send = Send.newBuilder()
                .setId(MessageIds.next(Clock.systemUTC(), RANDOM))
                .setContent(Content.newBuilder().setText("hi"));
        request.setSender(pair.sender().value()).setDevice(1).setSend(send);
        byte[] reply = service.ask(Subjects.SEND, request.build());
        try {
            SendReply read = SendReply.parseFrom(reply);
            return read.hasCommitted() ? YES : read.getRefused().getCode();
        } catch (InvalidProtocolBufferException damaged) {
            throw new AssertionError(damaged);
        }
    }

    private static String overHttp(RunningService service, HttpCalls http, Case row) {
        User sender = http.newUser();
        Id recipient = http.newUser().uid();
        tie(
                service,
                "friendship (uid, friend_uid, created_at, tags, starred, version)",
                ", 1, '', false, 1",
                row.senderCounts(),
                sender.uid(),
                recipient);
        tie(
                service,
                "friendship (uid, friend_uid, created_at, tags, starred, version)",
                ", 1, '', false, 1",
                row.recipientCounts(),
                recipient,
                sender.uid());
        tie(service, "user_block (uid, blocked_uid, created_at)", ", 1", row.senderBlocks(), sender.uid(), recipient);
        tie(
                service,
                "user_block (uid, blocked_uid, created_at)",
                ", 1",
                row.recipientBlocks(),
                recipient,
                sender.uid());
        if (row.audience() != Case.Audience.DEFAULT) {
            service.sql()
                    .sql("update account set message_by = ? where uid = ?")
                    .params(row.audience().name(), recipient.value())
                    .update();
        }
        return outcome(post(http, sender, recipient));
    }

    private static void tie(RunningService service, String into, String rest, boolean wanted, Id uid, Id other) {
        if (wanted) {
            service.sql()
                    .sql("insert into " + into + " values (?, ?" + rest + ")")
                    .params(uid.value(), other.value())
                    .update();
        }
    }

    private static Answer post(HttpCalls http, User sender, Id recipient) {
        return http.as(sender, "POST", "/v1/messages", "{\"to\":{\"u\":\"%s\"},\"text\":\"hi\"}".formatted(recipient));
    }

    private static String outcome(Answer answer) {
        return answer.status() == 201 ? YES : answer.body().path("code").asString();
    }

    private static String toGroup(Case row) {
        return switch (row.sender()) {
            case BANNED -> "banned";
            case DEACTIVATED -> "session-ended";
            case ACTIVE -> row.group() ? YES : "not-a-member";
        };
    }

    private static String ask(MessagingPolicy policy, Id sender, Topic.Destination to) {
        try {
            policy.admit(sender, to);
            return YES;
        } catch (Refused refused) {
            return refused.code().wireName();
        }
    }

    private static void note(List<String> wrong, String row, String expected, String actual) {
        if (!expected.equals(actual)) {
            wrong.add(row + ": " + actual + " instead of " + expected);
        }
    }

    private MessagingPolicy policy(Access strangers, Access mates) {
        return new MessagingPolicy(
                denying.bean(Accounts.class),
                denying.bean(Relations.class),
                denying.bean(Conversations.class),
                denying.bean(Groups.class),
                new MessagingProperties(strangers, mates),
                Clock.systemUTC());
    }

    private static Id newGroup(RunningService service) {
        HttpCalls http = service.http();
        return http.as(http.newUser(), "POST", "/v1/groups", "{\"name\":\"All\",\"members\":[]}")
                .expect(201)
                .id("gid");
    }
}
