package io.waggle.broker.delivery;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5Disconnect;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5WillPublish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import io.waggle.broker.Device;
import io.waggle.broker.ScriptedService;
import io.waggle.broker.WithBroker;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.SendReply;
import io.waggle.protocol.v1.Down;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class DeliveryIT extends WithBroker {

    private final Id gid = newId();

    @Test
    void message_toUser_reachesAllDevicesExceptTheOrigin() throws InterruptedException {
        Device first = connected();
        Device second = connected(uid, newId());

        service.announce(uid, ScriptedService.message(uid, 1, "one"), first.did.value());
        service.announce(uid, ScriptedService.message(uid, 2, "two"), 0);

        assertThat(second.nextText()).contains("one");
        assertThat(second.nextText()).contains("two");
        assertThat(first.nextText()).contains("two");
    }

    @Test
    void message_rightAfterConnack_arrivesWithoutSubscribing() throws InterruptedException {
        service.groups = Set.of(gid.value());
        Device device = connected();

        service.announceToGroup(gid, ScriptedService.message(gid, 1, "in the group"), 0);
        Mqtt5Publish publish = device.next();

        assertThat(publish.getTopic()).hasToString("g/" + gid);
        assertThat(Device.text(publish)).contains("in the group");
    }

    @Test
    void message_toProtobufDevice_isProtobuf() throws Exception {
        service.groups = Set.of(gid.value());
        Device json = connected();
        Id other = newId();
        Device protobuf = device(uid, other);
        protobuf.client
                .connect(Device.request(tokens.issue(uid, other))
                        .userProperties()
                        .add("format", "protobuf")
                        .applyUserProperties()
                        .build())
                .join();

        service.announceToGroup(gid, ScriptedService.message(gid, 1, "both"), 0);
        Mqtt5Publish binary = protobuf.next();

        assertThat(binary.getTopic()).hasToString("g/" + gid + "/pb");
        assertThat(Down.parseFrom(binary.getPayloadAsBytes())
                        .getMessage()
                        .getContent()
                        .getText())
                .isEqualTo("both");
        assertThat(json.next().getTopic()).hasToString("g/" + gid);
    }

    @Test
    void message_ownInGroup_isNotSentBack() throws InterruptedException {
        service.groups = Set.of(gid.value());
        Device sender = connected();
        Device listener = connected(newId(), newId());
        service.onSend = request -> {
            service.announceToGroup(gid, ScriptedService.message(gid, 1, "own"), request.getDevice());
            return service.accept();
        };

        sender.send("to/g/" + gid, "own");
        service.announceToGroup(gid, ScriptedService.message(gid, 2, "another's"), 0);

        assertThat(listener.nextText()).contains("own");
        assertThat(listener.nextText()).contains("another's");
        assertThat(sender.nextText()).contains("another's");
        assertThat(sender.received).isEmpty();
    }

    @Test
    void message_many_keepTheirOrder() throws InterruptedException {
        service.groups = Set.of(gid.value());
        Device device = connected();

        for (int seq = 1; seq <= 500; seq++) {
            service.announceToGroup(gid, ScriptedService.message(gid, seq, "m" + seq), 0);
        }

        for (int seq = 1; seq <= 500; seq++) {
            assertThat(device.nextText()).contains("\"m" + seq + "\"");
        }
    }

    @Test
    void joined_whileConnected_receivesLaterMessages() throws InterruptedException {
        Device device = connected();

        service.join(uid, gid, "Beekeepers");
        service.announceToGroup(gid, ScriptedService.message(gid, 1, "welcome"), 0);
        String first = device.nextText();
        String second = device.nextText();

        // They come on two topics, so in either order.
        assertThat(first + second)
                .contains("groupJoined")
                .contains("Beekeepers")
                .contains("welcome");
    }

    @Test
    void joined_whileConnecting_isNotMissed() throws InterruptedException {
        service.onConnect = request -> {
            service.join(uid, gid, "Beekeepers");
            return service.admit();
        };
        Device device = connected();

        service.announceToGroup(gid, ScriptedService.message(gid, 1, "welcome"), 0);

        assertThat(device.nextText()).contains("welcome");
    }

    @Test
    void left_subscribedByTheClientToo_receivesNoLaterMessages() throws InterruptedException {
        service.groups = Set.of(gid.value());
        Device leaver = connected();
        Device stayer = connected(newId(), newId());
        assertThat(subscribe(leaver, "g/" + gid)).isEqualTo(Mqtt5SubAckReasonCode.GRANTED_QOS_1);

        service.announceToGroup(gid, ScriptedService.message(gid, 1, "before"), 0);
        service.leave(uid, gid);
        service.announceToGroup(gid, ScriptedService.message(gid, 2, "after"), 0);

        assertThat(stayer.nextText()).contains("before");
        assertThat(stayer.nextText()).contains("after");
        assertThat(leaver.nextText()).contains("before");
        assertThat(leaver.nextText()).contains("groupLeft").contains("\"reason\":\"left\"");
        assertThat(subscribe(leaver, "g/" + gid)).isEqualTo(Mqtt5SubAckReasonCode.NOT_AUTHORIZED);
        service.announce(uid, ScriptedService.message(uid, 1, "last"), 0);
        assertThat(leaver.nextText()).contains("last");
    }

    @Test
    void left_andJoinedAgain_receivesLaterMessages() throws InterruptedException {
        service.groups = Set.of(gid.value());
        Device device = connected();
        AtomicInteger said = new AtomicInteger();
        service.onFetch = request -> ScriptedService.entries(request, gid, said.get());

        for (int round = 1; round <= 50; round++) {
            said.set(round);
            service.leave(uid, gid);
            service.join(uid, gid, "Beekeepers", round);
            service.announceToGroup(gid, ScriptedService.message(gid, round, "m" + round), 0);
        }

        int received = 0;
        while (received < 50) {
            received += device.nextText().contains("\"text\"") ? 1 : 0;
        }
        assertThat(subscribe(device, "g/" + gid)).isEqualTo(Mqtt5SubAckReasonCode.GRANTED_QOS_1);
    }

    @Test
    void dissolved_members_areNotifiedAndReceiveNoLaterMessages() throws InterruptedException {
        service.groups = Set.of(gid.value());
        Device first = connected();
        Device second = connected(newId(), newId());

        service.dissolve(gid, uid);
        service.announceToGroup(gid, ScriptedService.message(gid, 1, "after"), 0);
        service.announce(uid, ScriptedService.message(uid, 1, "last"), 0);

        // The notice waits until the subscription is removed; nothing else for the user waits for that.
        assertThat(List.of(first.nextText(), first.nextText()))
                .anySatisfy(notice -> assertThat(notice).contains("groupLeft", "dissolved", uid.toString()))
                .anySatisfy(message -> assertThat(message).contains("last"));
        assertThat(second.nextText()).contains("groupLeft");
        assertThat(second.received).isEmpty();
    }

    @Test
    void cut_oneDevice_endsItsConnectionOnly() throws Exception {
        Device device = connected();
        Device other = connected(uid, newId());

        service.cut(uid, did.value(), ErrorCode.SESSION_ENDED);

        assertCut(device);
        assertThat(other.client.getState().isConnected()).isTrue();
    }

    @Test
    void cut_allDevices_endsAll() throws Exception {
        Device device = connected();
        Device other = connected(uid, newId());

        service.cut(uid, 0, ErrorCode.SESSION_ENDED);

        assertCut(device);
        assertCut(other);
    }

    @Test
    void cut_whileConnecting_endsIt() {
        service.onConnect = request -> {
            service.cut(uid, 0, ErrorCode.SESSION_ENDED);
            return service.admit();
        };

        assertThat(catchThrowable(this::connected)).isInstanceOf(CompletionException.class);
    }

    @Test
    void subscribe_own_isGranted() {
        service.groups = Set.of(gid.value());
        Device device = connected();

        assertThat(subscribe(device, "d/" + did)).isEqualTo(Mqtt5SubAckReasonCode.GRANTED_QOS_1);
        assertThat(subscribe(device, "g/" + gid)).isEqualTo(Mqtt5SubAckReasonCode.GRANTED_QOS_1);
    }

    @Test
    void subscribe_other_isRefusedAndConnectionStays() {
        Device device = connected();

        for (String filter : new String[] {
            "#",
            "+",
            "d/+",
            "d/#",
            "d/" + newId(),
            "g/" + newId(),
            "g/+",
            "$SYS/#",
            "$share/x/d/" + did,
            "p/" + uid,
            "to/u/" + uid,
            "rpc/x"
        }) {
            assertThat(subscribe(device, filter)).as(filter).isEqualTo(Mqtt5SubAckReasonCode.NOT_AUTHORIZED);
        }
        assertThat(device.client.getState().isConnected()).isTrue();
    }

    @Test
    void will_isNeverPublished() throws Exception {
        Device watcher = connected();
        Id other = newId();
        Device dying = device(newId(), other);
        dying.client
                .connect(Device.request(tokens.issue(dying.uid, other))
                        .willPublish(Mqtt5WillPublish.builder()
                                .topic("d/" + did)
                                .qos(MqttQos.AT_LEAST_ONCE)
                                .payload("boo".getBytes(StandardCharsets.UTF_8))
                                .build())
                        .build())
                .join();

        dying.client
                .disconnectWith()
                .reasonCode(Mqtt5DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE)
                .send()
                .join();
        // When the device is connected again, the end of its first connection has been handled.
        connected(dying.uid, other);
        service.announce(uid, ScriptedService.message(uid, 1, "after the will"), 0);

        assertThat(watcher.nextText()).contains("after the will");
    }

    @Test
    void send_answeredLate_isAcknowledgedThen() {
        CompletableFuture<SendReply> later = new CompletableFuture<>();
        service.onSend = request -> later;
        Device device = connected();

        var sending = device.publish(Mqtt5Publish.builder()
                .topic("to/u/" + newId())
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload("hi".getBytes(StandardCharsets.UTF_8))
                .build());
        assertThat(sending).isNotDone();
        later.complete(service.accept().join());

        assertThat(sending.join().getError()).isEmpty();
    }

    private static Mqtt5SubAckReasonCode subscribe(Device device, String filter) {
        try {
            return device.client
                    .subscribeWith()
                    .topicFilter(filter)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send()
                    .join()
                    .getReasonCodes()
                    .getFirst();
        } catch (CompletionException refused) {
            return Device.cause(refused, Mqtt5SubAckException.class)
                    .getMqttMessage()
                    .getReasonCodes()
                    .getFirst();
        }
    }

    private static void assertCut(Device device) throws Exception {
        Mqtt5Disconnect disconnect = ((Mqtt5DisconnectException)
                        device.disconnected.get(Device.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .getMqttMessage();
        assertThat(disconnect.getReasonCode()).isEqualTo(Mqtt5DisconnectReasonCode.ADMINISTRATIVE_ACTION);
        assertThat(disconnect.getReasonString().orElseThrow()).hasToString("session-ended");
    }
}
