package io.waggle.system.message;

import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Login;
import io.waggle.system.client.Mosquitto;
import io.waggle.system.client.Phone;
import io.waggle.system.program.RunningProgram;
import io.waggle.system.server.OwnWaggle;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

import static io.waggle.system.time.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

/** A friend's presence, watched by mosquitto_sub with an ordinary subscription. */
@OwnWaggle({"WAGGLE_PRESENCE_GRACE=2s", "WAGGLE_PRESENCE_LEASE=10s", WaggleProcess.C1_COMPILER_ONLY})
@ExtendWith(WaggleExtension.class)
@Isolated("a change must be published within seconds")
class PresenceIT {

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** The interval at which a broker reports that it is alive. */
    private static final Duration REPORTS = Duration.ofSeconds(6);
    /** After a restart, a device counts as offline after one lease without a report. */
    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(40);

    private final WaggleProcess waggle;
    private final Api api;
    private final Login alice;
    private final Login bob;
    private final String topic;

    PresenceIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        alice = api.newUser("alice");
        bob = api.newUser("bob");
        api.befriend(alice, bob);
        topic = "p/" + alice.uid();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void friend_connectsAndDisconnects_statusIsPublished(String version) {
        try (RunningProgram sub = watch(bob, version)) {
            Mosquitto.await(sub, topic, bytes("offline"));

            try (Phone phone = ConnectOptions.of(waggle, alice).connect()) {
                within(
                        GRACE.plus(SECOND),
                        "the online status is published",
                        () -> last(sub).contains("online"));
                assertThat(phone.isConnected()).isTrue();
            }

            within(
                    GRACE.plus(SECOND),
                    "the offline status is published",
                    () -> last(sub).contains("lastSeen"));
            assertThat(presence().path("lastSeen").asString()).isEqualTo(lastSeen(last(sub)));
        }
    }

    @Test
    void friend_endsTheFriendship_watchEndsWithinASecond() {
        Login carol = api.newUser("carol");
        api.befriend(alice, carol);
        try (RunningProgram sub = watch(bob, "5");
                RunningProgram other = watch(carol, "5")) {
            Mosquitto.await(sub, topic, bytes("offline"));
            Mosquitto.await(other, topic, bytes("offline"));

            api.delete(alice, "/v1/friends/" + bob.uid()).expect(204);
            // This is published within a second to everyone who still watches.
            try (Phone phone = ConnectOptions.of(waggle, alice).connect()) {
                Mosquitto.await(other, topic, bytes("online"));
                assertThat(phone.isConnected()).isTrue();
            }

            assertThat(last(sub)).doesNotContain("online");
        }
    }

    @Test
    void server_killedAndRestarted_onlyAReconnectedUserIsOnline() throws Exception {
        Instant before;
        try (Phone gone = ConnectOptions.of(waggle, alice).connect()) {
            within(GRACE.plus(SECOND), "the online status is published", () -> isOnline(bob, alice));
            before = Instant.now();
            waggle.kill9();
            within(SECOND, "the connection is lost", () -> !gone.isConnected());
        }
        Instant killed = Instant.now();
        waggle.restart();

        try (Phone back = ConnectOptions.of(waggle, bob).connect()) {
            within(LEASE_AND_MORE, "the offline status is published", () -> !isOnline(bob, alice));
            assertThat(Instant.parse(presence().path("lastSeen").asString())).isBetween(before.minus(REPORTS), killed);
            assertThat(isOnline(alice, bob)).isTrue();
            assertThat(back.isConnected()).isTrue();
        }
    }

    private boolean isOnline(Login asking, Login other) {
        return api.get(asking, "/v1/presence?uids=" + other.uid())
                .expect(200)
                .path("items")
                .path(0)
                .path("status")
                .asString()
                .equals("online");
    }

    /** Returns the last value on the topic; empty if there was none. */
    private String last(RunningProgram sub) {
        return sub.lines().stream()
                .filter(line -> line.startsWith("RECEIVED " + topic + " "))
                .reduce((before, after) -> after)
                .map(line -> new String(
                        HexFormat.of().parseHex(line.substring(line.lastIndexOf(' ') + 1)), StandardCharsets.UTF_8))
                .orElse("");
    }

    private JsonNode presence() {
        return api.get(bob, "/v1/presence?uids=" + alice.uid())
                .expect(200)
                .path("items")
                .path(0);
    }

    private static String lastSeen(String json) {
        return Api.JSON.readTree(json).path("lastSeen").asString();
    }

    private RunningProgram watch(Login watcher, String version) {
        return new Mosquitto(waggle, watcher, version).subscribe(List.of(topic));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
