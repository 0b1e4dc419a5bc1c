package io.waggle.im.group;

import io.waggle.im.AtOnce;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class SlowModeIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final GroupCalls groups = new GroupCalls(service);
    private final User owner = http.newUser();
    private final User admin = http.newUser();
    private final User member = http.newUser();
    private Id gid = new Id(0);

    @BeforeEach
    void createGroup() {
        gid = groups.create(owner, admin, member);
        groups.promote(owner, gid, admin);
    }

    @Test
    void slowMode_member_hasToWaitAndIsToldHowLong() {
        slowMode(3_600);
        groups.send(member, gid, "one").expect(201);

        Answer second = groups.send(member, gid, "two");

        assertThat(second.expectProblem(ErrorCode.SLOW_MODE)).contains("one message every 3600 s");
        int wait = second.body().path("retryAfter").asInt();
        assertThat(wait).isBetween(3_000, 3_600);
        assertThat(second.headers().firstValue("Retry-After")).hasValue(Integer.toString(wait));
    }

    @Test
    void slowMode_ownerAndAdmins_doNotWait() {
        slowMode(3_600);

        for (User user : List.of(owner, admin, owner, admin)) {
            groups.send(user, gid, "hi").expect(201);
        }
    }

    @Test
    void slowMode_manyDevicesAtOnce_oneMessagePasses() throws Exception {
        slowMode(3_600);
        List<User> devices = IntStream.range(0, 4)
                .mapToObj(i -> http.login(member.username()))
                .toList();
        List<Callable<Integer>> calls = IntStream.range(0, 24)
                .mapToObj(i -> (Callable<Integer>)
                        () -> groups.send(devices.get(i % 4), gid, "hi").status())
                .toList();

        List<Integer> statuses = AtOnce.all(calls);

        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 429);
    }

    @Test
    void slowMode_sentAgainWithTheSameId_isAnsweredAsTheFirstTime() {
        slowMode(3_600);
        String body =
                "{\"to\":{\"g\":\"" + gid + "\"},\"id\":\"0197c3a0-1b2c-7def-8123-456789abcdef\",\"text\":\"hi\"}";
        String first = http.as(member, "POST", "/v1/messages", body).expect(201).text();

        assertThat(http.as(member, "POST", "/v1/messages", body).expect(201).text())
                .isEqualTo(first);
    }

    @Test
    void slowMode_recalledMessage_counts() {
        slowMode(3_600);
        long seq =
                groups.send(member, gid, "one").expect(201).body().path("seq").asLong();
        http.as(member, "POST", "/v1/conversations/" + gid + "/messages/" + seq + "/recall")
                .expect(200);

        groups.send(member, gid, "two").expectProblem(ErrorCode.SLOW_MODE);
    }

    @Test
    void slowMode_edit_doesNotWait() {
        slowMode(3_600);
        long seq =
                groups.send(member, gid, "one").expect(201).body().path("seq").asLong();

        http.as(member, "PATCH", "/v1/conversations/" + gid + "/messages/" + seq, "{\"text\":\"two\"}")
                .expect(200);
    }

    @Test
    void slowMode_switchedOff_holdsAtOnce() {
        slowMode(3_600);
        groups.send(member, gid, "one").expect(201);

        slowMode(0);

        groups.send(member, gid, "two").expect(201);
        assertThat(groups.get(member, gid).path("slowMode").asInt(-1)).isZero();
    }

    @Test
    void slowMode_set_isAnEntryAndShown() {
        slowMode(30);

        assertThat(groups.lastChange(member, gid)).isEqualTo("{\"updated\":{\"slowMode\":30}}");
        assertThat(groups.get(member, gid).path("slowMode").asInt()).isEqualTo(30);
    }

    @Test
    void slowMode_wrongValue_isRefused() {
        assertThat(groups.update(owner, gid, "{\"slowMode\":3601}").expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("0 (off) to 3600");
        groups.update(owner, gid, "{\"slowMode\":-1}").expectProblem(ErrorCode.INVALID_REQUEST);
        groups.update(owner, gid, "{\"slowMode\":\"fast\"}").expectProblem(ErrorCode.INVALID_REQUEST);
        groups.update(member, gid, "{\"slowMode\":0}").expectProblem(ErrorCode.NOT_ALLOWED);
    }

    private void slowMode(int seconds) {
        groups.update(admin, gid, "{\"slowMode\":" + seconds + "}").expect(200);
    }
}
