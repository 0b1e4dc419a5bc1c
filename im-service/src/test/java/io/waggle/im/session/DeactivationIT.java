package io.waggle.im.session;

import io.waggle.im.AtOnce;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.im.account.Accounts;
import io.waggle.im.account.Audience;
import io.waggle.im.account.Contact;
import io.waggle.im.account.Profile;
import io.waggle.im.account.Standing;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.fabric.v1.Envelope;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** An account that its user gives up. */
class DeactivationIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final RpcCalls rpc = new RpcCalls(service);
    private final Accounts accounts = service.bean(Accounts.class);
    private final User alice = http.newUser();

    @Test
    void deactivate_right_everySessionEndsAndIsCut() {
        User phone = http.login(alice.username());
        List<Envelope> heard = service.listen(alice.uid());

        deactivate(alice, HttpCalls.PASSWORD).expect(204);

        for (User device : List.of(alice, phone)) {
            http.as(device, "GET", "/v1/me").expectProblem(ErrorCode.SESSION_ENDED);
            assertThat(rpc.refusal(device, "me", "")).isEqualTo("session-ended");
            http.post("/v1/sessions/refresh", "{\"refreshToken\":\"" + device.refreshToken() + "\"}")
                    .expectProblem(ErrorCode.SESSION_ENDED);
        }
        http.post("/v1/sessions", HttpCalls.loginBody(alice.username(), HttpCalls.PASSWORD))
                .expectProblem(ErrorCode.BAD_CREDENTIALS);
        assertThat(heard)
                .extracting(envelope -> envelope.getCut().getDid())
                .contains(alice.did().value(), phone.did().value());
    }

    @Test
    void deactivate_right_nothingOfTheUserStays() {
        http.as(
                        alice,
                        "PATCH",
                        "/v1/me",
                        "{\"nickname\":\"Alice\",\"avatar\":\"https://a/b.png\",\"phone\":\"12345\",\"gender\":\"other\",\"birthDate\":\"2000-01-01\"}")
                .expect(200);

        deactivate(alice, HttpCalls.PASSWORD).expect(204);

        assertThat(accounts.profile(alice.uid())).isEqualTo(new Profile(alice.uid(), null, "deactivated user", null));
        assertThat(accounts.contact(alice.uid()))
                .isEqualTo(new Contact(alice.uid(), Standing.DEACTIVATED, Audience.NOBODY));
        assertThat(accounts.exists(alice.uid())).isFalse();
        assertThat(accounts.uidOf(alice.username())).isNull();
        Map<String, Object> row = service.sql()
                .sql("select password_hash, avatar, phone, gender, birth_date from account where uid = ?")
                .param(alice.uid().value())
                .query()
                .singleRow();
        assertThat(row.values()).containsOnlyNulls();
    }

    @Test
    void deactivate_username_isNeverGivenAgain() {
        deactivate(alice, HttpCalls.PASSWORD).expect(204);

        String name = alice.username().toUpperCase(Locale.ROOT);
        http.post("/v1/accounts", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, HttpCalls.PASSWORD))
                .expectProblem(ErrorCode.USERNAME_TAKEN);
    }

    @Test
    void deactivate_wrongPassword_nothingHappens() {
        assertThat(deactivate(alice, "wrong password").expectProblem(ErrorCode.BAD_CREDENTIALS))
                .isEqualTo("password is wrong");
        http.as(alice, "DELETE", "/v1/me", "{}").expectProblem(ErrorCode.INVALID_REQUEST);
        http.as(alice, "DELETE", "/v1/me").expectProblem(ErrorCode.INVALID_REQUEST);

        http.as(alice, "GET", "/v1/me").expect(200);
    }

    @Test
    void deactivate_whileTheProfileChanges_nothingOfTheUserStays() throws Exception {
        for (int round = 0; round < 5; round++) {
            User user = http.newUser();
            List<Answer> answers = AtOnce.all(List.of(
                    () -> deactivate(user, HttpCalls.PASSWORD),
                    () -> http.as(user, "PATCH", "/v1/me", "{\"nickname\":\"Still here\"}"),
                    () -> http.post("/v1/sessions", HttpCalls.loginBody(user.username(), HttpCalls.PASSWORD))));

            answers.getFirst().expect(204);
            assertThat(accounts.profile(user.uid())).isEqualTo(new Profile(user.uid(), null, "deactivated user", null));
            assertThat(service.sql()
                            .sql("select count(*) from device where uid = ?")
                            .param(user.uid().value())
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void deactivate_administrator_notAllowed() {
        User admin = http.admin();

        deactivate(admin, HttpCalls.PASSWORD).expectProblem(ErrorCode.NOT_ALLOWED);
        http.as(admin, "GET", "/v1/me").expect(200);
    }

    private Answer deactivate(User user, String password) {
        return http.as(user, "DELETE", "/v1/me", "{\"password\":\"" + password + "\"}");
    }
}
