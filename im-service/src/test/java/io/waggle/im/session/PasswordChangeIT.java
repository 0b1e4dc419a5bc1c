package io.waggle.im.session;

import io.waggle.im.AtOnce;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.fabric.v1.Envelope;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A new password, and what it does to the sessions of the old one. */
class PasswordChangeIT {

    private static final String NEW = "battery staple";

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final User alice = http.newUser();

    @Test
    void change_right_onlyTheNewOneLogsIn() {
        change(alice, HttpCalls.PASSWORD, NEW).expect(204);

        login(HttpCalls.PASSWORD).expectProblem(ErrorCode.BAD_CREDENTIALS);
        login(NEW).expect(201);
    }

    @Test
    void change_right_everyOtherSessionEndsAndIsCut() {
        User phone = http.login(alice.username());
        User tablet = http.login(alice.username());
        List<Envelope> heard = service.listen(alice.uid());

        change(phone, HttpCalls.PASSWORD, NEW).expect(204);

        http.as(phone, "GET", "/v1/me").expect(200);
        for (User ended : List.of(alice, tablet)) {
            http.as(ended, "GET", "/v1/me").expectProblem(ErrorCode.SESSION_ENDED);
            http.post("/v1/sessions/refresh", "{\"refreshToken\":\"" + ended.refreshToken() + "\"}")
                    .expectProblem(ErrorCode.SESSION_ENDED);
        }
        assertThat(heard)
                .filteredOn(Envelope::hasCut)
                .extracting(envelope -> envelope.getCut().getDid())
                .containsExactlyInAnyOrder(alice.did().value(), tablet.did().value());
        assertThat(heard)
                .filteredOn(Envelope::hasCut)
                .allSatisfy(envelope -> assertThat(envelope.getCut().getCode()).isEqualTo("session-ended"));
    }

    /** Whoever had the old password may have provisioned it. */
    @Test
    void change_right_provisionedDevicesEndToo() {
        Answer made = http.as(
                        alice,
                        "POST",
                        "/v1/devices",
                        "{\"name\":\"Lamp\",\"platform\":\"iot\",\"credential\":\"secret\"}")
                .expect(201);

        change(alice, HttpCalls.PASSWORD, NEW).expect(204);

        String login = "{\"did\":\"%s\",\"secret\":\"%s\"}"
                .formatted(made.id("did"), made.body().path("secret").asString());
        http.post("/v1/sessions/device", login).expectProblem(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void change_wrongOrMalformed_refusedAndNothingEnds() {
        User phone = http.login(alice.username());

        assertThat(change(phone, "wrong password", NEW).expectProblem(ErrorCode.BAD_CREDENTIALS))
                .isEqualTo("oldPassword is wrong");
        assertThat(change(phone, HttpCalls.PASSWORD, "short").expectProblem(ErrorCode.INVALID_REQUEST))
                .startsWith("newPassword has 5 bytes");
        http.as(phone, "PUT", "/v1/me/password", "{}").expectProblem(ErrorCode.INVALID_REQUEST);

        http.as(alice, "GET", "/v1/me").expect(200);
        login(HttpCalls.PASSWORD).expect(201);
    }

    @Test
    void change_twiceAtOnceWithTheSameOldOne_oneWins() throws Exception {
        User phone = http.login(alice.username());

        List<Answer> answers = AtOnce.all(List.of(
                () -> change(alice, HttpCalls.PASSWORD, NEW), () -> change(phone, HttpCalls.PASSWORD, "horse staple")));

        assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 401).hasSize(1);
    }

    @Test
    void login_whileThePasswordChanges_noSessionOfTheOldOneStays() throws Exception {
        for (int round = 0; round < 5; round++) {
            User user = http.newUser();
            List<Answer> answers = AtOnce.all(List.of(
                    () -> change(user, HttpCalls.PASSWORD, NEW),
                    () -> http.post("/v1/sessions", HttpCalls.loginBody(user.username(), HttpCalls.PASSWORD))));

            answers.getFirst().expect(204);
            Answer login = answers.getLast();
            if (login.status() == 201) {
                http.as(login.body().path("accessToken").asString(), "GET", "/v1/me", "")
                        .expectProblem(ErrorCode.SESSION_ENDED);
            } else {
                login.expectProblem(ErrorCode.BAD_CREDENTIALS);
            }
        }
    }

    @Test
    void login_tooManyWrong_refusedEvenWithTheRightOneAndForUnknownNamesAlike() {
        String detail = guess(alice.username());
        String unknown = guess("nobody-of-that-name");

        assertThat(detail).startsWith("too many wrong passwords for this username; try again after 20");
        assertThat(unknown.substring(0, 60)).isEqualTo(detail.substring(0, 60));
        change(alice, HttpCalls.PASSWORD, NEW).expectProblem(ErrorCode.OVERLOADED);
        http.as(alice, "GET", "/v1/me").expect(200);
    }

    private String guess(String username) {
        for (int i = 0; i < 10; i++) {
            http.post("/v1/sessions", HttpCalls.loginBody(username, "wrong password " + i))
                    .expectProblem(ErrorCode.BAD_CREDENTIALS);
        }
        return http.post("/v1/sessions", HttpCalls.loginBody(username, HttpCalls.PASSWORD))
                .expectProblem(ErrorCode.OVERLOADED);
    }

    private Answer login(String password) {
        return http.post("/v1/sessions", HttpCalls.loginBody(alice.username(), password));
    }

    private Answer change(User user, String oldPassword, String newPassword) {
        return http.as(
                user,
                "PUT",
                "/v1/me/password",
                "{\"oldPassword\":\"%s\",\"newPassword\":\"%s\"}".formatted(oldPassword, newPassword));
    }
}
