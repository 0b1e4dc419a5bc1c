package io.waggle.im.group;

import io.waggle.im.AtOnce;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Several change a group at the same moment: it ends as if they had done so one after the other. */
class GroupRacesIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final GroupCalls groups = new GroupCalls(service);
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private final User carol = http.newUser();

    @RepeatedTest(5)
    void kickAndPromote_sameMember_outOrAnAdminWhoWasKickedThereafter() throws Exception {
        Id gid = groups.create(alice, bob, carol);
        groups.promote(alice, gid, bob);

        List<Answer> answers = AtOnce.all(List.of(
                () -> groups.remove(bob, gid, carol),
                () -> groups.call(alice, "PUT", gid, "/members/" + carol.uid() + "/role", "{\"role\":\"admin\"}")));

        boolean kicked = answers.getFirst().status() == 204;
        if (kicked) {
            answers.getLast().expectProblem(ErrorCode.NOT_FOUND);
            assertThat(groups.members(alice, gid)).doesNotContainAnyElementsOf(GroupCalls.uids(carol));
        } else {
            answers.getFirst().expectProblem(ErrorCode.NOT_ALLOWED);
            answers.getLast().expect(204);
            assertThat(groups.role(alice, gid, carol)).isEqualTo("admin");
        }
        checkMembers(alice, gid);
    }

    @Test
    void join_manyAtTheLimit_exactlyAsManyAsHaveRoom() throws Exception {
        try (RunningService small = RunningService.start(Map.of("waggle.groups.max-members", 3))) {
            GroupCalls here = new GroupCalls(small);
            User owner = small.http().newUser();
            Id gid = here.create(owner);
            here.update(owner, gid, "{\"joinPolicy\":\"open\"}").expect(200);
            List<User> users = Stream.generate(small.http()::newUser).limit(6).toList();

            List<Answer> answers = AtOnce.all(users.stream()
                    .map(user -> (Callable<Answer>) () -> here.call(user, "POST", gid, "/join"))
                    .toList());

            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(2);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 200)
                    .allSatisfy(answer -> answer.expectProblem(ErrorCode.GROUP_FULL));
            assertThat(here.members(owner, gid)).hasSize(3);
            assertThat(here.get(owner, gid).path("memberCount").asInt()).isEqualTo(3);
        }
    }

    @Test
    void inviteCode_manyAtOnce_letsInAsOftenAsItMay() throws Exception {
        Id gid = groups.create(alice);
        String code = groups.call(alice, "POST", gid, "/invites", "{\"uses\":3}")
                .expect(201)
                .body()
                .path("code")
                .asString();
        List<User> users = Stream.generate(http::newUser).limit(8).toList();

        List<Answer> answers = AtOnce.all(users.stream()
                .map(user -> (Callable<Answer>) () -> http.as(user, "POST", "/v1/invites/" + code + "/join"))
                .toList());

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(3);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> answer.expectProblem(ErrorCode.NOT_FOUND));
        checkMembers(alice, gid);
    }

    @RepeatedTest(3)
    void leave_whileSending_nothingOfTheLeaverBehindItsLastEntry() throws Exception {
        Id gid = groups.create(alice, bob);
        List<Callable<Answer>> actions = new ArrayList<>(Collections.nCopies(12, () -> groups.send(bob, gid, "bzz")));
        actions.add(6, () -> groups.remove(bob, gid, bob));

        List<Answer> answers = AtOnce.all(actions);

        List<JsonNode> log = groups.log(alice, gid);
        checkGapless(log);
        int left = indexOf(log, "left");
        assertThat(log.subList(left + 1, log.size()))
                .noneMatch(
                        entry -> entry.path("from").asString().equals(bob.uid().toString()));
        assertThat(answers.stream().filter(answer -> answer.status() == 201))
                .hasSize((int) log.stream().filter(entry -> entry.has("text")).count());
        assertThat(answers)
                .filteredOn(answer -> answer.status() > 204)
                .allSatisfy(answer -> answer.expectProblem(ErrorCode.NOT_A_MEMBER));
    }

    @RepeatedTest(3)
    void dissolve_whileSending_eachIsCommittedBeforeOrRefused() throws Exception {
        Id gid = groups.create(alice, bob);
        List<Callable<Answer>> actions = new ArrayList<>(Collections.nCopies(12, () -> groups.send(bob, gid, "bzz")));
        actions.add(6, () -> groups.call(alice, "DELETE", gid, ""));

        List<Answer> answers = AtOnce.all(actions);

        List<Long> sent = answers.stream()
                .filter(answer -> answer.status() == 201)
                .map(answer -> answer.body().path("seq").asLong())
                .sorted()
                .toList();
        assertThat(answers.get(6).status()).isEqualTo(204);
        assertThat(answers)
                .filteredOn(answer -> answer.status() > 204)
                .allSatisfy(answer -> answer.expectProblem(ErrorCode.NOT_A_MEMBER));
        // created, added, what was sent, dissolved
        assertThat(sent).isEqualTo(LongStream.range(3, 3 + sent.size()).boxed().toList());
        assertThat(service.sql()
                        .sql("select max(seq) from entry where conversation_id = ?")
                        .param(gid.value())
                        .query(Long.class)
                        .single())
                .isEqualTo(3 + sent.size());
    }

    @RepeatedTest(5)
    void ownerLeaves_whileHandingOver_oneOwnerWhoIsThere() throws Exception {
        Id gid = groups.create(alice, bob, carol);

        AtOnce.all(List.of(
                () -> groups.remove(alice, gid, alice),
                () -> groups.call(alice, "PUT", gid, "/owner", "{\"uid\":\"" + carol.uid() + "\"}"),
                () -> groups.remove(carol, gid, carol)));

        assertThat(groups.members(bob, gid)).isEqualTo(GroupCalls.uids(bob));
        assertThat(groups.get(bob, gid).path("owner").asString())
                .isEqualTo(bob.uid().toString());
        assertThat(groups.role(bob, gid, bob)).isEqualTo("owner");
        checkMembers(bob, gid);
    }

    @RepeatedTest(3)
    void everybodyLeaves_atOnce_dissolvedInTheEnd() throws Exception {
        Id gid = groups.create(alice, bob, carol);

        List<Answer> answers = AtOnce.all(Stream.of(alice, bob, carol)
                .map(user -> (Callable<Answer>) () -> groups.remove(user, gid, user))
                .toList());

        assertThat(answers).allSatisfy(answer -> answer.expect(204));
        assertThat(service.sql()
                        .sql("select count(*) from chat_group where gid = ? and dissolved and member_count = 0")
                        .param(gid.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    /** The count that is kept is the count that there is, and the group has one owner. */
    private void checkMembers(User asked, Id gid) {
        List<String> members = groups.members(asked, gid);
        assertThat(groups.get(asked, gid).path("memberCount").asInt()).isEqualTo(members.size());
        assertThat(service.sql()
                        .sql("select count(*) from member where conversation_id = ? and role = 'OWNER'")
                        .param(gid.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        checkGapless(groups.log(asked, gid));
    }

    private static void checkGapless(List<JsonNode> log) {
        assertThat(log)
                .extracting(entry -> entry.path("seq").asInt())
                .isEqualTo(IntStream.rangeClosed(1, log.size()).boxed().toList());
    }

    private static int indexOf(List<JsonNode> log, String change) {
        return IntStream.range(0, log.size())
                .filter(i -> log.get(i).path("change").has(change))
                .findFirst()
                .orElseThrow();
    }
}
