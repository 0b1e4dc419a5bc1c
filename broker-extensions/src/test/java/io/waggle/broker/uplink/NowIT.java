package io.waggle.broker.uplink;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult.Mqtt5Qos1Result;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAck;
import io.waggle.broker.Device;
import io.waggle.broker.ScriptedService;
import io.waggle.broker.WithBroker;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.NowRequest;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Now;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Ephemeral messages, up and down. */
class NowIT extends WithBroker {

    private static final String TYPING = "{\"typing\":true}";

    private final Id other = newId();
    private final Id gid = newId();

    @Test
    void send_allowed_isAckedWithoutASeq() throws InterruptedException {
        Mqtt5PubAck puback = ((Mqtt5Qos1Result) connected().send("now/u/" + other, TYPING)).getPubAck();

        assertThat(puback.getUserProperties().asList()).isEmpty();
        NowRequest request = service.nows.take();
        assertThat(request.getSender()).isEqualTo(uid.value());
        assertThat(request.getDevice()).isEqualTo(did.value());
        assertThat(request.getTarget().getUser()).isEqualTo(other.value());
        assertThat(request.getContent().getTyping()).isTrue();
        assertThat(service.sends).isEmpty();
    }

    @Test
    void send_toGroup_namesTheGroup() throws InterruptedException {
        connected().send("now/g/" + gid, "hi");

        NowRequest request = service.nows.take();
        assertThat(request.getTarget().getGroup()).isEqualTo(gid.value());
        assertThat(request.getContent().getText()).isEqualTo("hi");
    }

    @Test
    void send_refused_hasTheReasonAndConnectionStays() {
        Device device = connected();
        service.onNow = request -> ScriptedService.refuseNow(ErrorCode.NOT_FRIENDS);

        Mqtt5PubAck puback = refused(device, "now/u/" + other);

        assertThat(puback.getReasonString().orElseThrow()).hasToString("not-friends");
        assertThat(device.client.getState().isConnected()).isTrue();
    }

    @Test
    void send_serviceFails_isRefusedAndConnectionStays() {
        Device device = connected();
        service.onNow = request -> CompletableFuture.failedFuture(new IllegalStateException("on purpose"));

        assertThat(refused(device, "now/u/" + other).getReasonString().orElseThrow())
                .hasToString("unavailable");
        assertThat(device.client.getState().isConnected()).isTrue();
    }

    @Test
    void send_moreThanTheBurst_isRefusedUntilTheBucketRefills() {
        Device device = connected();

        var results = IntStream.range(0, 4 * NowRate.BURST)
                .mapToObj(i -> device.publish(publish("now/u/" + other)))
                .toList();

        var failures = results.stream()
                .map(result -> catchThrowable(result::join))
                .filter(failure -> failure != null)
                .toList();
        assertThat(failures)
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(Device.cause(failure, Mqtt5PubAckException.class)
                                .getMqttMessage()
                                .getReasonString()
                                .orElseThrow())
                        .hasToString("overloaded"));
        assertThat(service.nows).hasSize(results.size() - failures.size()).hasSizeGreaterThanOrEqualTo(NowRate.BURST);
    }

    @Test
    void send_tooOftenOverMqtt3_isAckedAndRefusedByMessage() throws InterruptedException {
        BlockingQueue<Mqtt3Publish> received = new LinkedBlockingQueue<>();
        Mqtt3AsyncClient client = plain(received);

        var results = IntStream.range(0, 4 * NowRate.BURST)
                .mapToObj(i -> client.publishWith()
                        .topic("now/u/" + other)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(TYPING.getBytes(StandardCharsets.UTF_8))
                        .send())
                .toList();
        results.forEach(CompletableFuture::join);

        assertThat(next(received)).contains("overloaded");
        assertThat(client.getState().isConnected()).isTrue();
        client.disconnect().join();
    }

    @Test
    void now_toUser_reachesThatUsersDevicesAtQos0() throws InterruptedException {
        Device first = connected();
        Device second = connected(uid, newId());

        service.sendNow(uid, typing(true), first.did.value());
        service.sendNow(uid, typing(false), 0);

        Mqtt5Publish publish = second.next();
        assertThat(publish.getTopic()).hasToString("d/" + second.did);
        assertThat(publish.getQos()).isEqualTo(MqttQos.AT_MOST_ONCE);
        assertThat(Device.text(publish)).startsWith("{\"now\":").endsWith("\"typing\":true}}");
        assertThat(first.nextText()).contains("\"typing\":false");
    }

    @Test
    void now_toGroup_reachesTheMembersExceptTheOrigin() throws InterruptedException {
        service.groups = Set.of(gid.value());
        Device sender = connected();
        Device member = connected(newId(), newId());
        sender.send("now/g/" + gid, TYPING);

        service.sendNowToGroup(gid, typing(true), sender.did.value());
        service.sendNowToGroup(gid, typing(false), 0);

        Mqtt5Publish publish = member.next();
        assertThat(publish.getTopic()).hasToString("g/" + gid);
        assertThat(publish.getQos()).isEqualTo(MqttQos.AT_MOST_ONCE);
        assertThat(Device.text(publish)).contains("\"typing\":true");
        assertThat(sender.nextText()).contains("\"typing\":false");
    }

    private Down typing(boolean still) {
        return Down.newBuilder()
                .setNow(Now.newBuilder()
                        .setFrom(uid.value())
                        .setTo(other.value())
                        .setAt(ScriptedService.AT)
                        .setContent(Content.newBuilder().setTyping(still)))
                .build();
    }

    private static Mqtt5Publish publish(String topic) {
        return Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(TYPING.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static Mqtt5PubAck refused(Device device, String topic) {
        Throwable refusal = catchThrowable(() -> device.publish(publish(topic)).join());
        return Device.cause(refusal, Mqtt5PubAckException.class).getMqttMessage();
    }
}
