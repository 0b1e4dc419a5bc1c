package io.waggle.system.access;

import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Login;
import io.waggle.system.client.Mosquitto;
import io.waggle.system.client.Phone;
import io.waggle.system.client.RawMqtt;
import io.waggle.system.program.RunningProgram;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.MachineTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

import static io.waggle.system.time.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

/** A device that is removed, replaced or given a new secret is disconnected within a second. */
@ExtendWith(WaggleExtension.class)
@Isolated("a removal must take effect within a second")
class DeviceIT {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int ADMINISTRATIVE_ACTION = 0x98;
    private static final int LIMIT = 5;

    private final WaggleProcess waggle;
    private final Api api;
    private final Login alice;

    DeviceIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        alice = api.newUser("alice");
    }

    @Test
    void remove_connected_isDisconnectedWithTheReason() throws IOException {
        Login tablet = api.login(alice.username());

        assertDisconnected(
                tablet,
                "session-ended",
                () -> api.delete(alice, "/v1/devices/" + tablet.did()).expect(204));
    }

    @Test
    void login_beyondTheLimit_disconnectsTheOldestDeviceWithTheReason() throws IOException {
        for (int i = 1; i < LIMIT; i++) {
            api.login(alice.username());
        }

        assertDisconnected(alice, "device-replaced", () -> api.login(alice.username()));
    }

    @Test
    void rotate_connectedBySecret_isDisconnectedAndTheNewSecretConnects() throws IOException {
        Login scale = provision();
        JsonNode[] rotated = new JsonNode[1];

        assertDisconnected(
                scale,
                "session-ended",
                () -> rotated[0] = api.post(alice.accessToken(), "/v1/devices/" + scale.did() + "/secret", Api.object())
                        .expect(200));

        try (RawMqtt old = new RawMqtt(waggle, true);
                RawMqtt renewed = new RawMqtt(waggle, true)) {
            assertThat(old.connect(scale)).isEqualTo(0x87);
            assertThat(renewed.connect(scale.withToken(rotated[0].path("secret").asString())))
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void remove_mosquittoBySecret_receivesNothingMoreAndCannotReconnect(String version) throws InterruptedException {
        Login scale = provision();
        Login bob = api.newUser("bob");
        api.befriend(alice, bob);
        try (RunningProgram subscriber = new Mosquitto(waggle, scale, version).subscribe(List.of(scale.deviceTopic()));
                Phone friend = ConnectOptions.of(waggle, bob).connect()) {
            friend.say(alice.inbox(), "before");
            Mosquitto.await(subscriber, scale.deviceTopic(), "before".getBytes(StandardCharsets.UTF_8));

            api.delete(alice, "/v1/devices/" + scale.did()).expect(204);
            friend.say(alice.inbox(), "after");

            Mosquitto.awaitDisconnected(subscriber, version);
            assertThat(subscriber.lines())
                    .noneMatch(
                            line -> line.contains(HexFormat.of().formatHex("after".getBytes(StandardCharsets.UTF_8))));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void newDevice_addedAndRemoved_otherDevicesAreNotified(boolean mqtt5) throws IOException {
        try (RawMqtt phone = new RawMqtt(waggle, mqtt5)) {
            assertThat(phone.connect(alice)).isZero();

            Login tablet = api.login(alice.username());
            assertThat(phone.await(RawMqtt.PUBLISH).text())
                    .contains("\"deviceAdded\":{\"did\":\"" + tablet.did() + "\"");

            api.delete(tablet, "/v1/sessions/current").expect(204);
            assertThat(phone.await(RawMqtt.PUBLISH).text())
                    .contains("\"deviceRemoved\":{\"did\":\"" + tablet.did() + "\"");
        }
    }

    /** Asserts that the device is disconnected. MQTT 5 tells the reason; an MQTT 3.1.1 connection is only closed. */
    private void assertDisconnected(Login device, String reason, Runnable act) throws IOException {
        try (RawMqtt raw = new RawMqtt(waggle, true)) {
            assertThat(raw.connect(device)).isZero();
            Duration before = MachineTime.now();
            act.run();
            RawMqtt.Packet disconnect = raw.await(RawMqtt.DISCONNECT);
            assertThat(MachineTime.now().minus(before)).isLessThan(SECOND);
            assertThat(disconnect.body()[0] & 0xff).isEqualTo(ADMINISTRATIVE_ACTION);
            assertThat(disconnect.text()).contains(reason);
            raw.awaitEnd();
        }
    }

    @Test
    void remove_connectedByMqtt3_isDisconnected() {
        Login tablet = api.login(alice.username());
        try (Phone phone = ConnectOptions.of(waggle, tablet).withMqtt3().connect()) {
            api.delete(alice, "/v1/devices/" + tablet.did()).expect(204);

            within(SECOND, "the device is disconnected", () -> !phone.isConnected());
        }
    }

    /** Provisions a device for alice, which uses its secret in place of a token. */
    private Login provision() {
        JsonNode made = api.post(
                        alice.accessToken(),
                        "/v1/devices",
                        Api.object().put("name", "scale").put("platform", "iot").put("credential", "secret"))
                .expect(201);
        return new Login(
                alice.username(),
                alice.uid(),
                made.path("did").asString(),
                made.path("secret").asString(),
                "");
    }
}
