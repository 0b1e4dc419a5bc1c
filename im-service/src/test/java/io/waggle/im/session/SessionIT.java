package io.waggle.im.session;

import io.waggle.im.AtOnce;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Cut;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.v1.DeviceRemoved;
import io.waggle.protocol.v1.Down;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import static org.assertj.core.api.Assertions.assertThat;

class SessionIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();

    @Test
    void login_rightPassword_answersTheContract() {
        User alice = http.newUser();

        Answer session = http.post("/v1/sessions", HttpCalls.loginBody(alice.username(), HttpCalls.PASSWORD))
                .expect(201);

        assertThat(session.id("uid")).isEqualTo(alice.uid());
        assertThat(session.id("did")).isNotEqualTo(alice.did());
        assertThat(session.body().path("expiresIn").asLong()).isEqualTo(RunningService.ACCESS_TOKEN_LIFE.toSeconds());
        assertThat(session.body().path("mqtt").path("tcp").asString()).isEqualTo("mqtt://127.0.0.1:1883");
        assertThat(session.body().path("mqtt").path("ws").asString()).isEqualTo("ws://127.0.0.1:8083/mqtt");
    }

    @Test
    void login_wrongPasswordAndUnknownUser_sameAnswer() {
        User alice = http.newUser();

        Answer wrong = http.post("/v1/sessions", HttpCalls.loginBody(alice.username(), "wrong horse"));
        Answer unknown = http.post("/v1/sessions", HttpCalls.loginBody("nobody-there", "wrong horse"));

        wrong.expectProblem(ErrorCode.BAD_CREDENTIALS);
        assertThat(unknown.text().replace("nobody-there", "")).isEqualTo(wrong.text());
        http.post("/v1/sessions", HttpCalls.loginBody("ünmöglich' or 1=1", "wrong horse"))
                .expectProblem(ErrorCode.BAD_CREDENTIALS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"username\":\"a\",\"password\":\"b\"}",
                "{\"username\":\"a\",\"password\":\"b\",\"device\":{\"name\":\"x\"}}",
                "{\"username\":\"a\",\"password\":\"b\",\"device\":{\"name\":\"x\",\"platform\":\"fridge\"}}",
                "{\"username\":\"a\",\"password\":\"b\",\"device\":{\"name\":\" \",\"platform\":\"ios\"}}"
            })
    void login_membersMissing_refused(String body) {
        http.post("/v1/sessions", body).expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void refresh_current_rotates() {
        User alice = http.newUser();

        Answer refreshed = refresh(alice.refreshToken()).expect(200);

        assertThat(refreshed.id("did")).isEqualTo(alice.did());
        String next = refreshed.body().path("refreshToken").asString();
        assertThat(next).isNotEqualTo(alice.refreshToken());
        http.as(refreshed.body().path("accessToken").asString(), "GET", "/v1/me", "")
                .expect(200);
        refresh(next).expect(200);
    }

    @Test
    void refresh_spentTokenAgain_endsTheSession() {
        User alice = http.newUser();
        User otherDevice = http.login(alice.username());
        String next = refresh(alice.refreshToken()).body().path("refreshToken").asString();
        List<Envelope> heard = service.listen(alice.uid());

        refresh(alice.refreshToken()).expectProblem(ErrorCode.SESSION_ENDED);

        assertThat(heard).containsExactly(cut(alice.did()), removed(alice.did()));
        refresh(next).expectProblem(ErrorCode.SESSION_ENDED);
        http.as(alice, "GET", "/v1/me").expectProblem(ErrorCode.SESSION_ENDED);
        http.as(otherDevice, "GET", "/v1/me").expect(200);
    }

    @Test
    void refresh_sameTokenAtOnce_rotatesAtMostOnceAndEnds() throws Exception {
        User alice = http.newUser();
        Callable<Answer> refresh = () -> refresh(alice.refreshToken());

        List<Answer> answers = AtOnce.all(Collections.nCopies(6, refresh));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> answer.expectProblem(ErrorCode.SESSION_ENDED));
        http.as(alice, "GET", "/v1/me").expectProblem(ErrorCode.SESSION_ENDED);
    }

    @Test
    void refresh_unknownOrExpired_sessionEnded() {
        User alice = http.newUser();
        service.sql()
                .sql("update refresh_token set expires_at = 1 where did = ?")
                .param(alice.did().value())
                .update();

        refresh("made-up").expectProblem(ErrorCode.SESSION_ENDED);
        refresh(alice.refreshToken()).expectProblem(ErrorCode.SESSION_ENDED);
        http.post("/v1/sessions/refresh", "{}").expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void sweep_expiredTokens_gone() {
        User alice = http.newUser();
        User bob = http.newUser();
        service.sql()
                .sql("update refresh_token set expires_at = 1 where did = ?")
                .param(alice.did().value())
                .update();

        service.bean(Devices.class).sweep();

        assertThat(tokensOf(alice)).isZero();
        assertThat(tokensOf(bob)).isEqualTo(1);
    }

    @Test
    void logout_current_endsItAtOnce() {
        User alice = http.newUser();
        List<Envelope> heard = service.listen(alice.uid());

        http.as(alice, "DELETE", "/v1/sessions/current").expect(204);

        assertThat(heard).containsExactly(cut(alice.did()), removed(alice.did()));
        http.as(alice, "GET", "/v1/me").expectProblem(ErrorCode.SESSION_ENDED);
        refresh(alice.refreshToken()).expectProblem(ErrorCode.SESSION_ENDED);
    }

    @Test
    void devices_two_listedWithTheAskingOneMarked() {
        User first = http.newUser();
        User second = http.login(first.username());

        Answer list = http.as(second, "GET", "/v1/devices").expect(200);

        assertThat(list.body().path("more").asBoolean()).isFalse();
        assertThat(list.body().path("items")).hasSize(2);
        assertThat(list.body().path("items").get(0).path("did").asString())
                .isEqualTo(first.did().toString());
        assertThat(list.body().path("items").get(0).path("platform").asString()).isEqualTo("other");
        assertThat(list.body().path("items").get(0).path("kind").asString()).isEqualTo("login");
        assertThat(list.body().path("items").get(0).path("current").asBoolean()).isFalse();
        assertThat(list.body().path("items").get(1).path("current").asBoolean()).isTrue();
        assertThat(list.body().path("items").get(1).path("createdAt").asString())
                .endsWith("Z");
    }

    @Test
    void removeDevice_ownOtherOne_cut() {
        User first = http.newUser();
        User second = http.login(first.username());
        List<Envelope> heard = service.listen(first.uid());

        http.as(second, "DELETE", "/v1/devices/" + first.did()).expect(204);

        assertThat(heard).containsExactly(cut(first.did()), removed(first.did()));
        http.as(first, "GET", "/v1/me").expectProblem(ErrorCode.SESSION_ENDED);
        http.as(second, "GET", "/v1/me").expect(200);
    }

    @Test
    void removeDevice_someoneElsesOrUnknown_sameAnswer() {
        User alice = http.newUser();
        User mallory = http.newUser();

        Answer others = http.as(mallory, "DELETE", "/v1/devices/" + alice.did());
        Answer unknown = http.as(mallory, "DELETE", "/v1/devices/" + new Id(1));
        http.as(mallory, "DELETE", "/v1/devices/nonsense").expectProblem(ErrorCode.NOT_FOUND);

        others.expectProblem(ErrorCode.NOT_FOUND);
        assertThat(others.body().path("detail")).isEqualTo(unknown.body().path("detail"));
        http.as(alice, "GET", "/v1/me").expect(200);
    }

    @Test
    void request_withoutOrWithForeignToken_unauthenticated() {
        http.get("/v1/me").expectProblem(ErrorCode.UNAUTHENTICATED);
        http.as("nonsense", "GET", "/v1/me", "").expectProblem(ErrorCode.UNAUTHENTICATED);
        http.send(http.request("/v1/me").header("Authorization", "Basic YTpi").GET())
                .expectProblem(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void request_tokenOutlived_expired() {
        try (RunningService hasty = RunningService.start(Map.of("waggle.sessions.access-token-life", "1ms"))) {
            User alice = hasty.http().newUser();

            hasty.http().as(alice, "GET", "/v1/me").expectProblem(ErrorCode.TOKEN_EXPIRED);
        }
    }

    @Test
    void jwks_open_hasThePublicKey() {
        Answer jwks = http.get("/.well-known/jwks.json").expect(200);

        assertThat(jwks.body().path("keys").get(0).path("crv").asString()).isEqualTo("Ed25519");
        assertThat(jwks.body().path("keys").get(0).has("d")).isFalse();
    }

    private Answer refresh(String token) {
        return http.post("/v1/sessions/refresh", "{\"refreshToken\":\"" + token + "\"}");
    }

    private int tokensOf(User user) {
        return service.sql()
                .sql("select count(*) from refresh_token where did = ?")
                .param(user.did().value())
                .query(Integer.class)
                .single();
    }

    private static Envelope removed(Id did) {
        return Envelope.newBuilder()
                .setDown(Down.newBuilder()
                        .setDeviceRemoved(DeviceRemoved.newBuilder().setDid(did.value()))
                        .build()
                        .toByteString())
                .setOrigin(did.value())
                .build();
    }

    private static Envelope cut(Id did) {
        return Envelope.newBuilder()
                .setCut(Cut.newBuilder().setDid(did.value()).setCode("session-ended"))
                .build();
    }
}
