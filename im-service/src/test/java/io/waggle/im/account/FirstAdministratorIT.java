package io.waggle.im.account;

import io.waggle.im.AtOnce;
import io.waggle.im.HttpCalls;
import io.waggle.im.RunningService;
import io.waggle.kit.identity.Ids;
import io.waggle.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The administrator's account at the first start and at later ones. */
class FirstAdministratorIT {

    private static final RunningService SERVICE = RunningService.start(Map.of());

    private final HttpCalls http = SERVICE.http();
    private final List<String> console = new CopyOnWriteArrayList<>();

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    /** As before a first start. */
    @BeforeEach
    void forget() {
        SERVICE.sql().sql("delete from account where username = 'admin'").update();
    }

    @Test
    void start_firstWithoutPassword_randomOneIsShownOnceAndWorks() {
        start(null);
        start(null);

        assertThat(console).hasSize(1);
        assertThat(console.getFirst()).contains("username admin, password ", "shown this once");
        String password = console.getFirst().replaceAll(".*password (\\S+) .*", "$1");
        assertThat(password).hasSize(20);
        http.post("/v1/sessions", HttpCalls.loginBody("admin", password)).expect(201);
    }

    @Test
    void start_firstWithPassword_thatOneWorksAndNothingIsShown() {
        start("chosen password");

        assertThat(console).isEmpty();
        http.post("/v1/sessions", HttpCalls.loginBody("Admin", "chosen password"))
                .expect(201);
    }

    @Test
    void start_later_passwordStays() {
        start("chosen password");
        start("another password");

        http.post("/v1/sessions", HttpCalls.loginBody("admin", "another password"))
                .expectProblem(ErrorCode.BAD_CREDENTIALS);
    }

    @Test
    void start_emptyPassword_isNone() {
        start("");

        assertThat(console).hasSize(1);
    }

    @Test
    void start_unfitPassword_saysWhatWouldBeRight() {
        assertThatThrownBy(() -> start("short")).hasMessageContaining("waggle.admin.password has 5 bytes");
    }

    @Test
    void start_severalAtOnce_oneMakesIt() throws Exception {
        Callable<Boolean> start = () -> {
            start(null);
            return true;
        };

        AtOnce.all(Collections.nCopies(4, start));

        assertThat(console).hasSize(1);
    }

    @Test
    void register_reservedNames_taken() {
        for (String name : List.of("admin", "System", "WAGGLE", "support", "Support-Team", "wag.gle", "adm1n")) {
            http.post("/v1/accounts", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, HttpCalls.PASSWORD))
                    .expectProblem(ErrorCode.USERNAME_TAKEN);
        }
    }

    @Test
    void login_systemAccount_noPasswordOpensIt() {
        http.post("/v1/sessions", HttpCalls.loginBody("system", "")).expectProblem(ErrorCode.BAD_CREDENTIALS);
        http.post("/v1/sessions", HttpCalls.loginBody("system", "decoy")).expectProblem(ErrorCode.BAD_CREDENTIALS);
    }

    private void start(@Nullable String password) {
        new FirstAdministrator(
                        SERVICE.bean(AccountMapper.class),
                        SERVICE.bean(Passwords.class),
                        new AdminProperties(password),
                        SERVICE.bean(Ids.class),
                        SERVICE.bean(Clock.class),
                        console::add)
                .afterSingletonsInstantiated();
    }
}
