package io.waggle.im.presence;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RpcCalls;
import io.waggle.im.caller.Caller;
import io.waggle.im.presence.PresenceRig.Node;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Timestamps;
import io.waggle.protocol.fabric.v1.WatchedEvent;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class StatusIT {

    private static final Duration GRACE = PresenceRig.PROPERTIES.grace();

    private final PresenceRig rig = new PresenceRig();
    private final Node node = rig.node();
    private final HttpCalls http = rig.service.http();
    private final User alice = http.newUser();
    private final User bob = http.newUser();

    @Test
    void status_setOverHttpAndRpc_isThere() {
        assertThat(http.as(alice, "GET", "/v1/me/status").expect(200).text()).isEqualTo("{\"invisible\":false}");
        http.as(alice, "PUT", "/v1/me/status", "{\"text\":\" in the hut \",\"invisible\":true}")
                .expect(200);

        assertThat(new RpcCalls(rig.service).ask(alice, "me.status.get", "{}").toString())
                .isEqualTo("{\"text\":\"in the hut\",\"invisible\":true}");
        assertThat(new RpcCalls(rig.service).ask(alice, "me.status", "{}").toString())
                .isEqualTo("{\"invisible\":false}");
    }

    @Test
    void status_textTooLong_refused() {
        http.as(alice, "PUT", "/v1/me/status", "{\"text\":\"" + "x".repeat(101) + "\"}")
                .expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void status_text_isToldWhileOnline() {
        http.befriend(alice, bob);
        node.come(alice.uid(), alice.did());
        rig.pass(Duration.ZERO);

        rig.statuses.set(caller(alice), new NewStatus("in the hut", null));
        rig.pass(GRACE);

        assertThat(presence(bob, alice).toString())
                .isEqualTo("{\"uid\":\"%s\",\"status\":\"online\",\"text\":\"in the hut\"}".formatted(alice.uid()));
    }

    @Test
    void status_invisible_looksOfflineAndLastSeenStays() {
        http.befriend(alice, bob);
        node.come(alice.uid(), alice.did());
        rig.pass(GRACE);
        List<WatchedEvent> heard = rig.listen(alice.uid());
        long vanished = rig.clock.millis();
        rig.statuses.set(caller(alice), new NewStatus(null, true));
        JsonNode atOnce = presence(bob, alice);
        rig.pass(Duration.ZERO);

        rig.pass(Duration.ofMinutes(1));
        node.go(alice.uid(), alice.did());
        rig.pass(Duration.ofMinutes(1));
        node.come(alice.uid(), alice.did());
        rig.pass(Duration.ofMinutes(1));

        assertThat(heard).hasSize(1);
        assertThat(atOnce).isEqualTo(presence(bob, alice));
        assertThat(atOnce.path("status").asString()).isEqualTo("offline");
        assertThat(atOnce.path("lastSeen").asString()).isEqualTo(Timestamps.toString(vanished));
    }

    @Test
    void presence_overRpc_onlyThoseWhoMayBeSeen() {
        http.befriend(alice, bob);
        User stranger = http.newUser();

        JsonNode answer = new RpcCalls(rig.service)
                .ask(bob, "presence.get", "{\"uids\":[\"%s\",\"%s\"]}".formatted(stranger.uid(), alice.uid()));

        assertThat(answer.toString())
                .isEqualTo(
                        "{\"items\":[{\"uid\":\"%s\",\"status\":\"offline\"}],\"more\":false}".formatted(alice.uid()));
    }

    @Test
    void devices_connectedOrNot_shownWithTheirTimes() {
        User second = http.login(alice.username());
        User never = http.login(alice.username());
        node.come(alice.uid(), alice.did());
        node.come(alice.uid(), second.did());
        long gone = rig.clock.millis();
        node.go(alice.uid(), second.did());

        JsonNode devices =
                http.as(alice, "GET", "/v1/devices").expect(200).body().path("items");

        assertThat(device(devices, alice).path("online").asBoolean()).isTrue();
        assertThat(device(devices, alice).has("lastSeen")).isFalse();
        assertThat(device(devices, second).path("online").asBoolean()).isFalse();
        assertThat(device(devices, second).path("lastSeen").asString()).isEqualTo(Timestamps.toString(gone));
        assertThat(device(devices, never).path("online").asBoolean()).isFalse();
        assertThat(device(devices, never).has("lastSeen")).isFalse();
    }

    private JsonNode presence(User asking, User of) {
        return http.as(asking, "GET", "/v1/presence?uids=" + of.uid())
                .expect(200)
                .body()
                .path("items")
                .path(0);
    }

    private static JsonNode device(JsonNode devices, User user) {
        return devices.valueStream()
                .filter(device ->
                        device.path("did").asString().equals(user.did().toString()))
                .findFirst()
                .orElseThrow();
    }

    private static Caller caller(User user) {
        return new Caller(user.uid(), user.did());
    }
}
