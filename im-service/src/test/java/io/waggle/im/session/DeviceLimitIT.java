package io.waggle.im.session;

import io.waggle.im.AtOnce;
import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Cut;
import io.waggle.protocol.fabric.v1.Envelope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import static org.assertj.core.api.Assertions.assertThat;

class DeviceLimitIT {

    private static final RunningService replacing = RunningService.start(Map.of("waggle.devices.max", 3));
    private static final RunningService refusing = RunningService.start(Map.of(
            "waggle.devices.max", 3, "waggle.devices.max-per-class.mobile", 1, "waggle.devices.policy", "refuse"));

    @AfterAll
    static void stop() {
        replacing.close();
        refusing.close();
    }

    @Test
    void login_beyondTheLimit_replacesTheOneThatRefreshedLast() {
        HttpCalls http = replacing.http();
        User first = http.newUser();
        User second = http.login(first.username());
        http.login(first.username());
        later(replacing, first);
        http.post("/v1/sessions/refresh", "{\"refreshToken\":\"" + first.refreshToken() + "\"}")
                .expect(200);
        List<Envelope> heard = replacing.listen(first.uid());

        User fourth = http.login(first.username());

        http.as(second, "GET", "/v1/me").expectProblem(ErrorCode.SESSION_ENDED);
        http.as(first, "GET", "/v1/me").expect(200);
        assertThat(heard.getFirst())
                .isEqualTo(Envelope.newBuilder()
                        .setCut(Cut.newBuilder().setDid(second.did().value()).setCode("device-replaced"))
                        .build());
        assertThat(Envelopes.down(heard.get(1)).getDeviceRemoved().getDid())
                .isEqualTo(second.did().value());
        assertThat(Envelopes.down(heard.get(2)).getDeviceAdded().getDid())
                .isEqualTo(fourth.did().value());
        assertThat(heard.get(2).getOrigin()).isEqualTo(fourth.did().value());
        assertThat(heard).hasSize(3);
    }

    @Test
    void login_manyAtOnce_neverMoreThanTheLimit() throws Exception {
        HttpCalls http = replacing.http();
        User alice = http.newUser();
        Callable<Answer> login =
                () -> http.post("/v1/sessions", HttpCalls.loginBody(alice.username(), HttpCalls.PASSWORD));

        List<Answer> answers = AtOnce.all(Collections.nCopies(8, login));

        assertThat(answers).allSatisfy(answer -> answer.expect(201));
        assertThat(devicesOf(replacing, alice.uid())).isEqualTo(3);
    }

    @Test
    void login_manyAtOnceRefusing_asManyAsTheLimitGetIn() throws Exception {
        HttpCalls http = refusing.http();
        User alice = http.newUser();
        Callable<Answer> login =
                () -> http.post("/v1/sessions", HttpCalls.loginBody(alice.username(), HttpCalls.PASSWORD));

        List<Answer> answers = AtOnce.all(Collections.nCopies(8, login));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(2);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allSatisfy(answer -> assertThat(answer.expectProblem(ErrorCode.DEVICE_LIMIT))
                        .contains("3 devices that are logged in"));
        assertThat(devicesOf(refusing, alice.uid())).isEqualTo(3);
        http.as(alice, "GET", "/v1/me").expect(200);
    }

    @Test
    void login_classFull_saysWhichClass() {
        HttpCalls http = refusing.http();
        User alice = http.newUser();
        String mobile =
                HttpCalls.loginBody(alice.username(), HttpCalls.PASSWORD).replace("other", "ios");
        http.post("/v1/sessions", mobile).expect(201);

        String detail =
                http.post("/v1/sessions", mobile.replace("ios", "android")).expectProblem(ErrorCode.DEVICE_LIMIT);

        assertThat(detail).contains("1 mobile devices").contains("remove one of them");
    }

    @Test
    void login_expiredDevices_doNotCountAndAreSwept() {
        HttpCalls http = refusing.http();
        User alice = http.newUser();
        http.login(alice.username());
        http.login(alice.username());
        List<Envelope> heard = refusing.listen(alice.uid());
        refusing.sql()
                .sql("update device set expires_at = 1 where did = ?")
                .param(alice.did().value())
                .update();
        http.login(alice.username());

        refusing.bean(Devices.class).sweep();

        assertThat(devicesOf(refusing, alice.uid())).isEqualTo(3);
        assertThat(heard)
                .filteredOn(Envelope::hasCut)
                .extracting(envelope -> envelope.getCut().getDid())
                .containsExactly(alice.did().value());
        http.as(alice, "GET", "/v1/me").expectProblem(ErrorCode.SESSION_ENDED);
    }

    private static void later(RunningService service, User user) {
        service.sql()
                .sql("update device set used_at = used_at - 1000 where uid = ?")
                .param(user.uid().value())
                .update();
    }

    private static int devicesOf(RunningService service, Id uid) {
        return service.sql()
                .sql("select count(*) from device where uid = ?")
                .param(uid.value())
                .query(Integer.class)
                .single();
    }
}
