package io.waggle.broker.uplink;

import com.google.protobuf.ByteString;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5Disconnect;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult.Mqtt5Qos1Result;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult.Mqtt5Qos2Result;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAck;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.waggle.broker.Device;
import io.waggle.broker.RawMqtt;
import io.waggle.broker.ScriptedService;
import io.waggle.broker.WithBroker;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.MessageIds;
import io.waggle.protocol.fabric.v1.RpcReply;
import io.waggle.protocol.fabric.v1.SendReply;
import io.waggle.protocol.fabric.v1.SendRequest;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class UplinkIT extends WithBroker {

    private static final String UUID = "01936c3e-0000-7000-8000-000000000001";

    private final String toUser = "to/u/" + newId();

    @Test
    void send_committed_pubackCarriesSeqAndTime() throws InterruptedException {
        Mqtt5PubAck puback = ((Mqtt5Qos1Result) connected().send(toUser, "hi")).getPubAck();

        assertThat(puback.getReasonCode()).isEqualTo(Mqtt5PubAckReasonCode.SUCCESS);
        assertThat(property(puback.getUserProperties(), "seq")).matches("\\d+");
        assertThat(property(puback.getUserProperties(), "ts")).isEqualTo(Long.toString(ScriptedService.AT));
        SendRequest request = service.nextSend();
        assertThat(request.getSender()).isEqualTo(uid.value());
        assertThat(request.getDevice()).isEqualTo(did.value());
        assertThat(request.getSend().getContent().getText()).isEqualTo("hi");
        assertThat(request.getSend().getId().size()).isEqualTo(16);
    }

    @Test
    void send_atQos2_pubrecCarriesSeq() {
        Device device = connected();
        Mqtt5Qos2Result result = (Mqtt5Qos2Result)
                device.publish(publish(toUser, "hi").qos(MqttQos.EXACTLY_ONCE).build())
                        .join();

        assertThat(property(result.getPubRec().getUserProperties(), "seq")).matches("\\d+");
        assertThat(device.client.getState().isConnected()).isTrue();
    }

    @Test
    void send_manyPipelined_eachAckHasItsOwnSeq() {
        service.onSend =
                request -> CompletableFuture.supplyAsync(() -> service.accept().join());
        Device device = connected();

        var results = java.util.stream.IntStream.range(0, 200)
                .mapToObj(i -> device.publish(publish(toUser, "m" + i).build()))
                .toList();

        long previous = 0;
        for (var result : results) {
            Mqtt5PubAck puback = ((Mqtt5Qos1Result) result.join()).getPubAck();
            long seq = Long.parseLong(property(puback.getUserProperties(), "seq"));
            assertThat(seq).isGreaterThan(previous);
            previous = seq;
        }
    }

    @Test
    void send_idAsUserProperty_isUsed() throws InterruptedException {
        connected()
                .publish(publish(toUser, "hi")
                        .userProperties()
                        .add("id", UUID)
                        .applyUserProperties()
                        .build())
                .join();

        assertThat(MessageIds.toString(service.nextSend().getSend().getId())).isEqualTo(UUID);
    }

    @Test
    void send_idIsNotAUuid_isRefused() {
        Mqtt5PubAck puback = refused(
                connected(),
                publish(toUser, "hi")
                        .userProperties()
                        .add("id", "one")
                        .applyUserProperties()
                        .build());

        assertRefused(puback, Mqtt5PubAckReasonCode.PAYLOAD_FORMAT_INVALID, "invalid-payload");
    }

    @Test
    void send_duplicateMember_isRefusedNamingIt() {
        Mqtt5PubAck puback = refused(
                connected(), publish(toUser, "{\"text\":\"a\",\"text\":\"b\"}").build());

        assertRefused(puback, Mqtt5PubAckReasonCode.PAYLOAD_FORMAT_INVALID, "invalid-payload");
        assertThat(property(puback.getUserProperties(), "detail"))
                .isEqualTo("the payload has the member \"text\" twice");
    }

    @Test
    void send_refused_connectionStaysAndNextSucceeds() {
        Device device = connected();
        service.onSend = request -> ScriptedService.refuse(ErrorCode.NOT_FRIENDS);

        Mqtt5PubAck puback = refused(device, publish(toUser, "hi").build());
        service.onSend = request -> service.accept();

        assertRefused(puback, Mqtt5PubAckReasonCode.NOT_AUTHORIZED, "not-friends");
        assertThat(property(puback.getUserProperties(), "detail")).isEqualTo("because of NOT_FRIENDS");
        device.send(toUser, "again");
    }

    @Test
    void send_overloaded_isRefusedAndConnectionStays() {
        Device device = connected();
        service.onSend = request -> ScriptedService.refuse(ErrorCode.OVERLOADED);

        assertRefused(
                refused(device, publish(toUser, "hi").build()), Mqtt5PubAckReasonCode.QUOTA_EXCEEDED, "overloaded");
        assertThat(device.client.getState().isConnected()).isTrue();
    }

    @Test
    void send_refusedForSomeTime_saysHowLongInTheAckAndInTheMessage() throws InterruptedException {
        Device device = connected();
        service.onSend = request -> ScriptedService.refuse(ErrorCode.SLOW_MODE, 25);

        Mqtt5PubAck puback = refused(device, publish(toUser, "hi").build());
        device.publish(publish(toUser, "hi").qos(MqttQos.AT_MOST_ONCE).build()).join();

        assertRefused(puback, Mqtt5PubAckReasonCode.QUOTA_EXCEEDED, "slow-mode");
        assertThat(property(puback.getUserProperties(), "retryAfter")).isEqualTo("25");
        assertThat(property(puback.getUserProperties(), "detail")).isEqualTo("because of SLOW_MODE");
        assertThat(device.nextText()).contains("\"code\":\"slow-mode\"").contains("\"retryAfter\":25");
    }

    @Test
    void send_slowModeOverMqtt3_isRefusedByMessageAndConnectionStays() throws InterruptedException {
        BlockingQueue<Mqtt3Publish> received = new LinkedBlockingQueue<>();
        Mqtt3AsyncClient client = plain(received);
        service.onSend = request -> ScriptedService.refuse(ErrorCode.SLOW_MODE, 25);

        publish(client, "hi").join();

        assertThat(next(received)).contains("\"code\":\"slow-mode\"").contains("\"retryAfter\":25");
        assertThat(client.getState().isConnected()).isTrue();
        client.disconnect().join();
    }

    @Test
    void send_topicOutsideTheContract_isRefused() {
        Device device = connected();

        for (String topic : new String[] {"d/" + newId(), "d/" + did, "g/" + newId(), "anything", "$SYS/x", "to/u/x"}) {
            assertRefused(
                    refused(device, publish(topic, "hi").build()),
                    Mqtt5PubAckReasonCode.TOPIC_NAME_INVALID,
                    "invalid-topic");
        }
        assertThat(service.sends).isEmpty();
    }

    @Test
    void send_retained_isRefusedWithTheReason() {
        Mqtt5PubAck puback =
                refused(connected(), publish(toUser, "hi").retain(true).build());

        assertRefused(puback, Mqtt5PubAckReasonCode.TOPIC_NAME_INVALID, "invalid-topic");
        assertThat(property(puback.getUserProperties(), "detail")).contains("retain");
    }

    @Test
    void send_tooManyProperties_isRefused() {
        Mqtt5UserProperties properties = Mqtt5UserProperties.of(java.util.stream.IntStream.range(0, 33)
                .mapToObj(i -> com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty.of("n" + i, "v"))
                .toList());

        Mqtt5PubAck puback = refused(
                connected(), publish(toUser, "hi").userProperties(properties).build());

        assertRefused(puback, Mqtt5PubAckReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, "invalid-request");
    }

    @Test
    void send_refusedAtQos0_isRefusedByMessage() throws InterruptedException {
        Device device = connected();
        service.onSend = request -> ScriptedService.refuse(ErrorCode.NOT_FRIENDS);

        device.publish(publish(toUser, "hi").qos(MqttQos.AT_MOST_ONCE).build()).join();

        assertThat(device.nextText()).contains("\"error\"").contains("not-friends");
    }

    @Test
    void send_serverFails_disconnectsWithoutAck() throws Exception {
        Device device = connected();
        service.onSend = request -> CompletableFuture.failedFuture(new IllegalStateException("on purpose"));

        Throwable failure = catchThrowable(() -> device.send(toUser, "hi"));

        assertThat(failure).isInstanceOf(CompletionException.class);
        Mqtt5Disconnect disconnect = ((Mqtt5DisconnectException)
                        device.disconnected.get(Device.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .getMqttMessage();
        assertThat(disconnect.getReasonCode()).isEqualTo(Mqtt5DisconnectReasonCode.SERVER_BUSY);
        assertThat(disconnect.getReasonString().orElseThrow()).hasToString("unavailable");
    }

    @Test
    void send_serviceSilent_disconnectsWithoutAck() throws Exception {
        Device device = connected();
        service.onSend = request -> new CompletableFuture<>();

        Throwable failure = catchThrowable(() -> device.send(toUser, "hi"));

        assertThat(failure).isInstanceOf(CompletionException.class);
        assertThat(device.disconnected.get(Device.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(Mqtt5DisconnectException.class);
    }

    @Test
    void send_refusedOverMqtt3_isAckedAndRefusedByMessage() throws InterruptedException {
        BlockingQueue<Mqtt3Publish> received = new LinkedBlockingQueue<>();
        Mqtt3AsyncClient client = plain(received);
        service.onSend = request -> ScriptedService.refuse(ErrorCode.NOT_A_MEMBER);

        publish(client, "{\"id\":\"" + UUID + "\",\"text\":\"hi\"}").join();

        assertThat(next(received)).contains("not-a-member").contains(UUID);
        assertThat(client.getState().isConnected()).isTrue();
        client.disconnect().join();
    }

    @Test
    void send_retryableOverMqtt3_disconnectsWithoutAck() {
        Mqtt3AsyncClient client = plain(new LinkedBlockingQueue<>());
        service.onSend = request -> ScriptedService.refuse(ErrorCode.UNAVAILABLE);

        Throwable failure = catchThrowable(() -> publish(client, "hi").join());

        assertThat(failure).isInstanceOf(CompletionException.class);
    }

    @Test
    void send_refusedWithRefusalsAsMessages_isAckedAndRefusedByMessage() throws InterruptedException {
        Device device = wantingMessages();
        service.onSend = request -> ScriptedService.refuse(ErrorCode.NOT_A_MEMBER);

        Mqtt5Qos1Result refused = (Mqtt5Qos1Result) device.send(toUser, "{\"id\":\"" + UUID + "\",\"text\":\"hi\"}");

        assertThat(refused.getPubAck().getReasonCode()).isEqualTo(Mqtt5PubAckReasonCode.SUCCESS);
        assertThat(refused.getPubAck().getUserProperties().asList()).isEmpty();
        assertThat(device.nextText())
                .isEqualTo("{\"error\":{\"code\":\"not-a-member\",\"id\":\"" + UUID
                        + "\",\"detail\":\"because of NOT_A_MEMBER\"}}");
        assertThat(device.client.getState().isConnected()).isTrue();
    }

    @Test
    void send_refusedAtQos2WithRefusalsAsMessages_isAckedAndRefusedByMessage() throws InterruptedException {
        Device device = wantingMessages();

        Mqtt5Qos2Result refused = (Mqtt5Qos2Result) device.publish(
                        publish("anything", "hi").qos(MqttQos.EXACTLY_ONCE).build())
                .join();

        assertThat(refused.getPubRec().getReasonCode().isError()).isFalse();
        assertThat(device.nextText()).contains("\"code\":\"invalid-topic\"");
    }

    @Test
    void send_committedWithRefusalsAsMessages_pubackCarriesSeqAndTime() {
        Mqtt5PubAck puback = ((Mqtt5Qos1Result) wantingMessages().send(toUser, "hi")).getPubAck();

        assertThat(property(puback.getUserProperties(), "seq")).matches("\\d+");
        assertThat(property(puback.getUserProperties(), "ts")).isEqualTo(Long.toString(ScriptedService.AT));
    }

    /** A successful acknowledgement would make the client forget a message that it should send again. */
    @Test
    void send_retryableWithRefusalsAsMessages_disconnectsWithoutAckAndWithTheReason() throws Exception {
        Device device = wantingMessages();
        service.onSend = request -> ScriptedService.refuse(ErrorCode.OVERLOADED);

        assertThat(catchThrowable(() -> device.send(toUser, "hi"))).isInstanceOf(CompletionException.class);

        Mqtt5Disconnect disconnect = ((Mqtt5DisconnectException)
                        device.disconnected.get(Device.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .getMqttMessage();
        assertThat(disconnect.getReasonCode()).isEqualTo(Mqtt5DisconnectReasonCode.SERVER_BUSY);
        assertThat(disconnect.getReasonString().orElseThrow()).hasToString("overloaded");
    }

    @Test
    void send_refusedWithRefusalsInAcks_isRefusedInTheAck() {
        service.onSend = request -> ScriptedService.refuse(ErrorCode.NOT_A_MEMBER);

        Mqtt5PubAck puback = refused(wanting("ack"), publish(toUser, "hi").build());

        assertRefused(puback, Mqtt5PubAckReasonCode.NOT_AUTHORIZED, "not-a-member");
    }

    @Test
    void send_resentAfterLostAck_hasTheSameId() throws Exception {
        RawMqtt first = RawMqtt.connect(port(), false, did, tokens.issue(uid, did));
        service.onSend = request -> CompletableFuture.failedFuture(new IllegalStateException("on purpose"));
        first.publish(toUser, "hi", 7, false);
        ByteString id = service.nextSend().getSend().getId();
        assertThat(first.readsEnd()).isTrue();

        service.onSend = request -> service.accept();
        RawMqtt second = RawMqtt.connect(port(), false, did, tokens.issue(uid, did));
        second.publish(toUser, "hi", 7, true);

        assertThat(service.nextSend().getSend().getId()).isEqualTo(id);
        assertThat(second.readPuback()).isEqualTo(7);
        second.publish(toUser, "hi", 7, false);
        assertThat(service.nextSend().getSend().getId()).isNotEqualTo(id);
        assertThat(second.readPuback()).isEqualTo(7);
        second.close();
    }

    /** The client reuses the packet id. The broker alone would acknowledge it as the same packet. */
    @Test
    void send_atQos2AfterARefusalWithTheSamePacketId_isStored() throws Exception {
        try (RawMqtt client = RawMqtt.connect(port(), true, did, tokens.issue(uid, did))) {
            client.publish(0x34, "anything", "refused", 7, new RawMqtt.Body());
            assertThat(pubrec(client).reason()).isEqualTo(0x90);

            client.publish(0x34, toUser, "good", 7, new RawMqtt.Body());

            assertThat(pubrec(client).text()).contains("seq");
            assertThat(service.nextSend().getSend().getContent().getText()).isEqualTo("good");
        }
    }

    /** The broker alone would answer the second packet before the message is stored. */
    @Test
    void send_atQos2TwiceBeforeItIsStored_isAcknowledgedOnceWhenStored() throws Exception {
        CompletableFuture<SendReply> reply = new CompletableFuture<>();
        service.onSend = request -> reply;
        try (RawMqtt client = RawMqtt.connect(port(), true, did, tokens.issue(uid, did))) {
            client.publish(0x34, toUser, "hi", 7, new RawMqtt.Body());
            service.nextSend();
            client.publish(0x3C, toUser, "hi", 7, new RawMqtt.Body());
            client.write(0xC0, new RawMqtt.Body());

            assertThat(Objects.requireNonNull(client.read()).type()).isEqualTo(RawMqtt.PINGRESP);
            reply.complete(service.accept().join());
            assertThat(pubrec(client).text()).contains("seq");
            assertThat(service.sends).isEmpty();
        }
    }

    private static RawMqtt.Packet pubrec(RawMqtt client) throws java.io.IOException {
        return Objects.requireNonNull(client.await(RawMqtt.PUBREC));
    }

    @Test
    void rpc_withCorrelation_isAnsweredBare() throws InterruptedException {
        Device device = connected();
        device.publish(publish("rpc/echo", "{\"a\":1}")
                        .responseTopic("d/" + did)
                        .correlationData("c1".getBytes(StandardCharsets.UTF_8))
                        .build())
                .join();

        Mqtt5Publish answer = device.next();

        assertThat(Device.text(answer)).isEqualTo("{\"a\":1}");
        assertThat(answer.getCorrelationData()).hasValue(ByteBuffer.wrap("c1".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void rpc_namesTheGenerationOfTheCredential() throws InterruptedException {
        service.generation = 7;
        service.onRpc = request -> RpcReply.newBuilder()
                .setBody(ByteString.copyFromUtf8("{\"generation\":" + request.getGeneration() + "}"))
                .build();
        Device device = connected();
        device.publish(publish("rpc/echo", "{}").responseTopic("d/" + did).build())
                .join();

        assertThat(device.nextText()).isEqualTo("{\"generation\":7}");
    }

    @Test
    void rpc_refused_isAnsweredWithTheError() throws InterruptedException {
        service.onRpc = request -> RpcReply.newBuilder()
                .setRefused(ScriptedService.refused(ErrorCode.UNKNOWN_METHOD))
                .build();
        Device device = connected();
        device.publish(publish("rpc/nothing", "{}").responseTopic("d/" + did).build())
                .join();

        assertThat(device.nextText()).startsWith("{\"error\":{\"code\":\"unknown-method\"");
    }

    @Test
    void rpc_refusedForSomeTime_saysHowLong() throws InterruptedException {
        service.onRpc = request -> RpcReply.newBuilder()
                .setRefused(ScriptedService.refused(ErrorCode.OVERLOADED).toBuilder()
                        .setRetryAfter(3))
                .build();
        Device device = connected();
        device.publish(publish("rpc/anything", "{}").responseTopic("d/" + did).build())
                .join();

        assertThat(device.nextText()).startsWith("{\"error\":{\"code\":\"overloaded\",\"retryAfter\":3,");
    }

    @Test
    void rpc_responseTopicOfAnotherDevice_isRefused() {
        Mqtt5PubAck puback = refused(
                connected(),
                publish("rpc/echo", "{}").responseTopic("d/" + newId()).build());

        assertRefused(puback, Mqtt5PubAckReasonCode.TOPIC_NAME_INVALID, "invalid-topic");
    }

    @Test
    void rpc_overMqtt3_isAnsweredWrapped() throws InterruptedException {
        BlockingQueue<Mqtt3Publish> received = new LinkedBlockingQueue<>();
        Mqtt3AsyncClient client = plain(received);

        client.publishWith()
                .topic("rpc/echo")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload("{\"id\":\"r1\",\"a\":1}".getBytes(StandardCharsets.UTF_8))
                .send()
                .join();

        assertThat(next(received))
                .isEqualTo("{\"answer\":{\"method\":\"echo\",\"id\":\"r1\",\"result\":{\"id\":\"r1\",\"a\":1}}}");
        client.disconnect().join();
    }

    private Device wantingMessages() {
        return wanting("message");
    }

    private Device wanting(String refusals) {
        Device device = device(uid, did);
        device.client
                .connect(Device.request(tokens.issue(uid, did))
                        .userProperties()
                        .add("refusals", refusals)
                        .applyUserProperties()
                        .build())
                .join();
        return device;
    }

    private static com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder.Complete publish(
            String topic, String payload) {
        return Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8));
    }

    private CompletableFuture<Mqtt3Publish> publish(Mqtt3AsyncClient client, String payload) {
        return client.publishWith()
                .topic(toUser)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private static Mqtt5PubAck refused(Device device, Mqtt5Publish publish) {
        Throwable refusal = catchThrowable(() -> device.publish(publish).join());
        return Device.cause(refusal, Mqtt5PubAckException.class).getMqttMessage();
    }

    private static void assertRefused(Mqtt5PubAck puback, Mqtt5PubAckReasonCode reason, String code) {
        assertThat(puback.getReasonCode()).isEqualTo(reason);
        assertThat(puback.getReasonString().orElseThrow()).hasToString(code);
    }

    private static String property(Mqtt5UserProperties properties, String name) {
        return properties.asList().stream()
                .filter(property -> property.getName().toString().equals(name))
                .map(property -> property.getValue().toString())
                .findFirst()
                .orElse("none");
    }
}
