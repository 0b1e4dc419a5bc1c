package io.waggle.system.fault;

import io.waggle.system.client.Ack;
import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.server.OwnWaggle;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.time.Duration;
import java.util.List;

import static io.waggle.system.time.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

/** The answers of {@code /livez}, {@code /readyz} and {@code /healthz} agree with the experience of a client. */
@OwnWaggle({WaggleProcess.C1_COMPILER_ONLY, "WAGGLE_DRAIN_SECONDS=5"})
@ExtendWith(WaggleExtension.class)
@Execution(ExecutionMode.CONCURRENT)
class HealthIT {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration SECONDS = Duration.ofSeconds(20);
    private static final String UP = "200 {\"status\":\"up\"}";
    private static final String WITHOUT_DATABASE = "503 {\"status\":\"down\",\"notReady\":[\"database\"]}";
    private static final String WITHOUT_TRAFFIC = "503 {\"status\":\"down\",\"notReady\":[\"traffic\"]}";

    private final WaggleProcess waggle;

    HealthIT(WaggleProcess waggle) {
        this.waggle = waggle;
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void healthz_up_allPartsWorkAtTheFirstTry() {
        Api api = waggle.api();
        List<Login> two = api.newFriends();
        Login alice = two.getFirst();
        waggle.kill9();

        waggle.startAgain();
        within(START, "all parts serve", waggle::isHealthy);

        try (Phone overTcp = ConnectOptions.of(waggle, alice).connect();
                Phone overWebSocket = ConnectOptions.of(waggle, two.getLast())
                        .withWebSocket(waggle)
                        .connect()) {
            api.post(
                            alice.accessToken(),
                            "/v1/media/uploads",
                            Api.object()
                                    .put("name", "bee.png")
                                    .put("type", "image/png")
                                    .put("size", 100)
                                    .put("sha256", "0".repeat(64)))
                    .expect(201);
            assertThat(overTcp.say(two.getLast().inbox(), "at once")).isInstanceOf(Ack.Committed.class);
            overWebSocket.awaitMessage("at once");
        }
        assertThat(waggle.health("/readyz")).isEqualTo(UP);
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void readyz_databasePausedOrKilled_downUntilItServesAgain() {
        long database = waggle.databasePid();

        waggle.signal("STOP", database);
        within(
                SECONDS,
                "/readyz reports the database",
                () -> waggle.health("/readyz").equals(WITHOUT_DATABASE));
        assertThat(waggle.health("/livez")).isEqualTo(UP);
        assertThat(waggle.health("/healthz")).isEqualTo(WITHOUT_DATABASE);
        waggle.signal("CONT", database);
        within(SECONDS, "/readyz is up again", () -> waggle.health("/readyz").equals(UP));

        // A new database may run before the two seconds of the check are over, so /readyz may stay up.
        waggle.signal("KILL", database);
        assertThat(waggle.health("/livez")).isEqualTo(UP);
        within(START, "another database runs", () -> waggle.isHealthy() && waggle.hasAnotherDatabaseThan(database));
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void readyz_stopping_downWhileTheServerStillServes() {
        Login alice = waggle.api().newUser("alice");

        waggle.beginStop();
        within(
                SECONDS,
                "/readyz reports the shutdown",
                () -> waggle.health("/readyz").equals(WITHOUT_TRAFFIC));
        waggle.api().get(alice, "/v1/me").expect(200);
        ConnectOptions.of(waggle, alice).connect().close();
        assertThat(waggle.health("/livez")).isEqualTo(UP);

        within(START, "the process ends", () -> !waggle.isRunning());
        waggle.restart();
    }
}
