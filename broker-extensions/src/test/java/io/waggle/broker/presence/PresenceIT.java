package io.waggle.broker.presence;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import io.waggle.broker.Device;
import io.waggle.broker.ScriptedService;
import io.waggle.broker.WithBroker;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.PresenceReport;
import io.waggle.protocol.fabric.v1.Presented;
import io.waggle.protocol.v1.Presence.Status;
import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class PresenceIT extends WithBroker {

    private final Id watched = newId();
    private final String topic = "p/" + watched;

    @Test
    void subscribe_allowed_receivesCurrentStateThenChanges() throws InterruptedException {
        service.onWatch = request -> ScriptedService.allowWatch(watched, Status.OFFLINE, 1);
        Device device = connected();
        subscribe(device, topic);

        Mqtt5Publish current = device.next();
        service.publishPresence(watched, Status.ONLINE, 2);

        assertThat(current.getTopic()).hasToString(topic);
        assertThat(Device.text(current)).isEqualTo("{\"uid\":\"%s\",\"status\":\"offline\"}".formatted(watched));
        assertThat(device.nextText()).isEqualTo("{\"uid\":\"%s\",\"status\":\"online\"}".formatted(watched));
    }

    @Test
    void subscribe_again_receivesCurrentStateAgain() throws InterruptedException {
        service.onWatch = request -> ScriptedService.allowWatch(watched, Status.ONLINE, 1);
        Device device = connected();
        subscribe(device, topic);
        device.next();

        subscribe(device, topic);

        assertThat(device.nextText()).contains("online");
    }

    @Test
    void subscribe_notAllowedOrNoAnswer_isRefusedAndConnectionStays() {
        Device device = connected();
        assertThat(refusal(device, topic)).isEqualTo(Mqtt5SubAckReasonCode.NOT_AUTHORIZED);

        service.onWatch = request -> CompletableFuture.failedFuture(new IllegalStateException("on purpose"));

        assertThat(refusal(device, topic)).isEqualTo(Mqtt5SubAckReasonCode.NOT_AUTHORIZED);
        assertThat(device.client.getState().isConnected()).isTrue();
    }

    @Test
    void subscribe_otherFormat_isRefused() {
        service.onWatch = request -> ScriptedService.allowWatch(watched, Status.ONLINE, 1);

        assertThat(refusal(connected(), topic + "/pb")).isEqualTo(Mqtt5SubAckReasonCode.NOT_AUTHORIZED);
    }

    @Test
    void ended_whileOthersWatch_receivesNothingMore() throws InterruptedException {
        service.onWatch = request -> ScriptedService.allowWatch(watched, Status.OFFLINE, 1);
        Device device = connected();
        Device other = connected(newId(), newId());
        for (Device each : new Device[] {device, other}) {
            subscribe(each, topic);
            each.next();
        }

        service.endWatch(uid, watched);
        service.onWatch = request -> ScriptedService.denyWatch();
        // This comes after the end of the watch, in the device's own queue.
        refusal(device, topic);
        service.publishPresence(watched, Status.ONLINE, 2);

        assertThat(other.nextText()).contains("online");
        service.announce(uid, ScriptedService.message(uid, 1, "after"), 0);
        assertThat(device.nextText()).contains("after");
    }

    @Test
    void connectAndDisconnect_areReported() throws InterruptedException {
        Device device = connected();
        Presented came = report(did);
        device.client.disconnect().join();
        Presented went = report(did);

        assertThat(came.getConnected()).isTrue();
        assertThat(came.getUid()).isEqualTo(uid.value());
        assertThat(went.getConnected()).isFalse();
    }

    @Test
    void takeover_deviceStaysConnected() throws InterruptedException {
        Device old = connected();
        report(did);
        Device young = connected();
        old.disconnected.join();
        report(did);
        // Reports keep their order: a report about another device follows those about this one.
        Id other = newId();
        connected(uid, other);

        assertThat(report(other).getConnected()).isTrue();
        assertThat(young.client.getState().isConnected()).isTrue();
    }

    /** Returns the next report of the device; fails if an unexpected disconnect is reported. */
    private Presented report(Id device) throws InterruptedException {
        while (true) {
            PresenceReport report = service.reports.poll(Device.PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (report == null) {
                throw new AssertionError("nothing was reported of " + device);
            }
            for (Presented presented : report.getDevicesList()) {
                if (presented.getDid() == device.value()) {
                    return presented;
                }
                boolean ownGone = presented.getDid() == did.value() && !presented.getConnected();
                assertThat(ownGone).isFalse();
            }
        }
    }

    private static void subscribe(Device device, String filter) {
        device.client
                .subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .join();
    }

    private static Mqtt5SubAckReasonCode refusal(Device device, String filter) {
        Throwable failure = catchThrowable(() -> subscribe(device, filter));
        return Device.cause(failure, Mqtt5SubAckException.class)
                .getMqttMessage()
                .getReasonCodes()
                .getFirst();
    }
}
