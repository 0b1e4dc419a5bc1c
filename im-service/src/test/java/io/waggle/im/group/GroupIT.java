package io.waggle.im.group;

import io.waggle.im.AtOnce;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class GroupIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private final User carol = http.newUser();

    @Test
    void create_withFriends_allAreMembersAndHearIt() {
        http.befriend(alice, bob);
        List<Envelope> bobHears = service.listen(bob.uid());
        List<Envelope> aliceHears = service.listen(alice.uid());

        Answer created = create(http, alice, "Bees", bob, bob, alice).expect(201);

        Id gid = created.id("gid");
        assertThat(created.headers().firstValue("Location")).hasValue("/v1/groups/" + gid);
        assertThat(bobHears).singleElement().satisfies(envelope -> {
            assertThat(envelope.getJoined().getGid()).isEqualTo(gid.value());
            assertThat(envelope.getJoined().getName()).isEqualTo("Bees");
        });
        assertThat(aliceHears).hasSize(1);
        Answer group = http.as(bob, "GET", "/v1/groups/" + gid).expect(200);
        assertThat(group.body().path("name").asString()).isEqualTo("Bees");
        assertThat(group.body().path("owner").asString()).isEqualTo(alice.uid().toString());
        assertThat(group.body().path("memberCount").asInt()).isEqualTo(2);
        assertThat(service.bean(Groups.class).names(List.of(gid, new Id(1)))).isEqualTo(Map.of(gid, "Bees"));
    }

    @Test
    void create_strangerOrUnknown_refusedAlike() {
        String unknown = new Id(1).toString();

        String stranger = create(http, alice, "Bees", bob).expectProblem(ErrorCode.NOT_FRIENDS);
        String nobody = http.as(alice, "POST", "/v1/groups", body("Bees", "\"" + unknown + "\""))
                .expectProblem(ErrorCode.NOT_FRIENDS);

        assertThat(stranger).startsWith(bob.uid().toString());
        assertThat(nobody.replace(unknown, ""))
                .isEqualTo(stranger.replace(bob.uid().toString(), ""));
    }

    @Test
    void create_malformed_refused() {
        http.as(alice, "POST", "/v1/groups", "{}").expectProblem(ErrorCode.INVALID_REQUEST);
        http.as(alice, "POST", "/v1/groups", body(" ", "")).expectProblem(ErrorCode.INVALID_REQUEST);
        http.as(alice, "POST", "/v1/groups", body("x".repeat(65), "")).expectProblem(ErrorCode.INVALID_REQUEST);
        http.as(alice, "POST", "/v1/groups", body("Bees", "null")).expectProblem(ErrorCode.INVALID_REQUEST);
        http.as(alice, "POST", "/v1/groups", body("Bees", "\"bob\"")).expectProblem(ErrorCode.INVALID_REQUEST);
        http.as(alice, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":\"all\"}")
                .expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void create_againWithIdempotencyKey_oneGroup() {
        Answer first = http.as(alice, "POST", "/v1/groups", body("Bees", ""), "Idempotency-Key", "g")
                .expect(201);
        Answer second = http.as(alice, "POST", "/v1/groups", body("Bees", ""), "Idempotency-Key", "g")
                .expect(201);

        assertThat(second.id("gid")).isEqualTo(first.id("gid"));
        assertThat(second.headers().firstValue("Location")).hasValue("/v1/groups/" + first.id("gid"));
        assertThat(service.sql()
                        .sql("select count(*) from chat_group where owner_uid = ?")
                        .param(alice.uid().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void create_atOnceUnderOneIdempotencyKey_oneGroup() throws Exception {
        Callable<Answer> create =
                () -> http.as(alice, "POST", "/v1/groups", body("Bees", ""), "Idempotency-Key", "at-once");

        List<Answer> answers = AtOnce.all(Collections.nCopies(6, create));

        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allSatisfy(answer -> assertThat(answer.expectProblem(ErrorCode.STILL_RUNNING))
                        .contains("still running"));
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 201)
                .isNotEmpty()
                .extracting(answer -> answer.id("gid"))
                .containsOnly(create.call().id("gid"));
    }

    @Test
    void get_notAMember_sameAsUnknown() {
        Id gid = create(http, alice, "Bees").id("gid");

        for (String path : List.of("/v1/groups/" + gid, "/v1/groups/" + new Id(1))) {
            http.as(bob, "GET", path).expectProblem(ErrorCode.NOT_A_MEMBER);
            http.as(bob, "GET", path + "/members").expectProblem(ErrorCode.NOT_A_MEMBER);
            http.as(bob, "POST", path + "/members", uids(bob)).expectProblem(ErrorCode.NOT_A_MEMBER);
        }
    }

    @Test
    void members_paged_inOrderWithRoles() {
        http.befriend(alice, bob);
        http.befriend(alice, carol);
        Id gid = create(http, alice, "Bees", bob, carol).id("gid");

        Answer first =
                http.as(bob, "GET", "/v1/groups/" + gid + "/members?limit=2").expect(200);
        Answer second = http.as(bob, "GET", "/v1/groups/" + gid + "/members?limit=2&cursor=" + first.id("next"));

        assertThat(first.body().path("items").get(0).path("uid").asString())
                .isEqualTo(alice.uid().toString());
        assertThat(first.body().path("items").get(0).path("role").asString()).isEqualTo("owner");
        assertThat(first.body().path("items").get(1).path("role").asString()).isEqualTo("member");
        assertThat(second.body().path("items").get(0).path("username").asString())
                .isEqualTo(carol.username());
        assertThat(second.body().path("more").asBoolean()).isFalse();
    }

    @Test
    void add_byAnyMember_newOnesJoinAndHearIt() {
        http.befriend(alice, bob);
        http.befriend(bob, carol);
        Id gid = create(http, alice, "Bees", bob).id("gid");
        List<Envelope> carolHears = service.listen(carol.uid());
        List<Envelope> aliceHears = service.listen(alice.uid());

        Answer added = http.as(bob, "POST", "/v1/groups/" + gid + "/members", uids(carol, alice))
                .expect(200);

        assertThat(added.body().path("added")).hasSize(1);
        assertThat(carolHears)
                .singleElement()
                .satisfies(envelope -> assertThat(envelope.getJoined().getGid()).isEqualTo(gid.value()));
        assertThat(aliceHears).isEmpty();
        http.as(carol, "GET", "/v1/groups/" + gid).expect(200);
    }

    @Test
    void add_stranger_refusedAndNobodyAdded() {
        http.befriend(alice, bob);
        Id gid = create(http, alice, "Bees").id("gid");

        http.as(alice, "POST", "/v1/groups/" + gid + "/members", uids(bob, carol))
                .expectProblem(ErrorCode.NOT_FRIENDS);

        http.as(bob, "GET", "/v1/groups/" + gid).expectProblem(ErrorCode.NOT_A_MEMBER);
        http.as(alice, "POST", "/v1/groups/" + gid + "/members", "{}").expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void add_beyondTheLimitAtOnce_neverMoreThanTheLimit() throws Exception {
        try (RunningService small =
                RunningService.start(Map.of("waggle.groups.max-members", 3, "waggle.messaging.strangers", "allow"))) {
            HttpCalls calls = small.http();
            User owner = calls.newUser();
            List<User> others = List.of(calls.newUser(), calls.newUser(), calls.newUser(), calls.newUser());
            String path = "/v1/groups/" + create(calls, owner, "Bees").id("gid");

            List<Answer> answers = AtOnce.all(others.stream()
                    .map(user -> (Callable<Answer>) () -> calls.as(owner, "POST", path + "/members", uids(user)))
                    .toList());

            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(2);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 200)
                    .allSatisfy(answer -> answer.expectProblem(ErrorCode.GROUP_FULL));
            assertThat(calls.as(owner, "GET", path).body().path("memberCount").asInt())
                    .isEqualTo(3);
            create(calls, owner, "Bees", others.toArray(User[]::new)).expectProblem(ErrorCode.GROUP_FULL);
            calls.as(owner, "POST", path + "/members", uids(others.toArray(User[]::new)))
                    .expectProblem(ErrorCode.GROUP_FULL);
        }
    }

    private static Answer create(HttpCalls calls, User owner, String name, User... members) {
        return calls.as(owner, "POST", "/v1/groups", body(name, quoted(members)));
    }

    private static String body(String name, String members) {
        return "{\"name\":\"%s\",\"members\":[%s]}".formatted(name, members);
    }

    private static String uids(User... users) {
        return "{\"uids\":[" + quoted(users) + "]}";
    }

    private static String quoted(User... users) {
        return Arrays.stream(users).map(user -> "\"" + user.uid() + "\"").collect(Collectors.joining(","));
    }
}
