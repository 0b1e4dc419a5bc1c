package io.waggle.broker.uplink;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.waggle.broker.Device;
import io.waggle.broker.ScriptedService;
import io.waggle.broker.WithBroker;
import io.waggle.protocol.Id;
import io.waggle.protocol.Timestamps;
import io.waggle.protocol.v1.Send;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Messages that expire, by MQTT's message expiry interval or by their own time. */
class ExpiringIT extends WithBroker {

    private static final long MINUTE = 60_000;

    private final String toUser = "to/u/" + newId();
    private final Id gid = newId();

    @Test
    void send_messageExpiryInterval_becomesAnExpiryTime() throws InterruptedException {
        long before = System.currentTimeMillis();
        connected().publish(publish("hi", 60)).join();

        Send send = service.nextSend().getSend();

        assertThat(send.getExpiresAt()).isBetween(before + MINUTE, System.currentTimeMillis() + MINUTE);
    }

    @Test
    void send_withBothTimes_theEarlierCounts() throws InterruptedException {
        long inTwoMinutes = System.currentTimeMillis() + 2 * MINUTE;
        String payload = "{\"text\":\"hi\",\"expiresAt\":\"" + Timestamps.toString(inTwoMinutes) + "\"}";
        Device device = connected();

        device.publish(publish(payload, 60)).join();
        assertThat(service.nextSend().getSend().getExpiresAt()).isLessThan(inTwoMinutes);
        device.publish(publish(payload, 3_600)).join();
        assertThat(service.nextSend().getSend().getExpiresAt()).isEqualTo(inTwoMinutes);
    }

    @Test
    void send_withoutExpiry_neverExpires() throws InterruptedException {
        connected().send(toUser, "hi");

        assertThat(service.nextSend().getSend().getExpiresAt()).isZero();
    }

    @Test
    void send_intervalOfZero_isRefused() {
        Device device = connected();

        Throwable refusal =
                catchThrowable(() -> device.publish(publish("hi", 0)).join());

        assertThat(Device.cause(refusal, Mqtt5PubAckException.class)
                        .getMqttMessage()
                        .getReasonString()
                        .orElseThrow())
                .hasToString("invalid-payload");
    }

    @Test
    void message_thatExpires_hasTheRemainingInterval() throws InterruptedException {
        service.groups = Set.of(gid.value());
        Device device = connected();
        long inAMinute = System.currentTimeMillis() + MINUTE;

        service.announceUntil(uid, ScriptedService.message(uid, 1, "one"), inAMinute);
        service.announceToGroupUntil(gid, ScriptedService.message(gid, 1, "two"), inAMinute);

        for (int i = 0; i < 2; i++) {
            assertThat(device.next().getMessageExpiryInterval().orElseThrow()).isBetween(1L, 60L);
        }
    }

    @Test
    void message_thatExpiresForADeviceThatAcksInBatches_hasTheRemainingInterval() throws InterruptedException {
        service.groups = Set.of(gid.value());
        Device device = device(uid, did);
        device.client
                .connect(Device.request(tokens.issue(uid, did))
                        .userProperties()
                        .add("ack", "batch")
                        .applyUserProperties()
                        .build())
                .join();
        long inAMinute = System.currentTimeMillis() + MINUTE;

        service.announceToGroupUntil(gid, ScriptedService.message(gid, 1, "two"), inAMinute);
        assertThat(device.next().getMessageExpiryInterval().orElseThrow()).isBetween(1L, 60L);
        service.announceUntil(uid, ScriptedService.message(uid, 1, "one"), inAMinute);
        assertThat(device.next().getMessageExpiryInterval().orElseThrow()).isBetween(1L, 60L);
    }

    @Test
    void message_thatExpiresLaterThanMqttsMaximum_isSent() throws InterruptedException {
        service.groups = Set.of(gid.value());
        Device device = connected();
        long atTheEndOfTime = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

        service.announceUntil(uid, ScriptedService.message(uid, 1, "one"), atTheEndOfTime);
        service.announceToGroupUntil(gid, ScriptedService.message(gid, 1, "two"), atTheEndOfTime);

        for (int i = 0; i < 2; i++) {
            assertThat(device.next().getMessageExpiryInterval().orElseThrow()).isGreaterThan(0xFFFF_FFFFL - 2 * 86_400);
        }
    }

    @Test
    void message_thatHasExpired_isNotSent() throws InterruptedException {
        service.groups = Set.of(gid.value());
        Device device = connected();

        service.announceUntil(uid, ScriptedService.message(uid, 1, "one"), System.currentTimeMillis());
        service.announceToGroupUntil(gid, ScriptedService.message(gid, 1, "two"), System.currentTimeMillis());
        service.announce(uid, ScriptedService.message(newId(), 1, "behind them"), 0);

        assertThat(device.nextText()).contains("behind them");
    }

    private Mqtt5Publish publish(String payload, long expiry) {
        return Mqtt5Publish.builder()
                .topic(toUser)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .messageExpiryInterval(expiry)
                .build();
    }
}
