package io.waggle.broker.delivery;

import com.google.protobuf.ByteString;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAck;
import io.waggle.broker.Device;
import io.waggle.broker.ScriptedService;
import io.waggle.broker.WithBroker;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Limits;
import io.waggle.protocol.fabric.v1.Behind;
import io.waggle.protocol.fabric.v1.Cursor;
import io.waggle.protocol.fabric.v1.FetchReply;
import io.waggle.protocol.fabric.v1.FetchRequest;
import io.waggle.protocol.fabric.v1.RpcReply;
import io.waggle.protocol.fabric.v1.SendReply;
import io.waggle.protocol.fabric.v1.SyncReply;
import io.waggle.protocol.fabric.v1.Withheld;
import io.waggle.protocol.v1.ConversationUpdated;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Gap;
import io.waggle.protocol.v1.Now;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Devices with a Maximum Packet Size: a larger packet, which the broker would drop silently, is replaced. */
class PacketLimitIT extends WithBroker {

    private static final int LIMIT = 512;
    private static final String LONG = "x".repeat(1_500);
    private static final long MINUTE = 60_000;

    private final Id gid = newId();

    @BeforeEach
    void inAGroup() {
        service.groups = Set.of(gid.value());
        service.acks.clear();
    }

    @Test
    void live_tooLarge_isReplacedByAGapNotice() throws InterruptedException {
        Device device = limited(LIMIT);

        say(1, "short");
        say(2, LONG);
        say(3, "short again");

        assertThat(device.nextText()).contains("\"seq\":1");
        Mqtt5Publish notice = device.next();
        assertThat(notice.getTopic()).hasToString("g/" + gid);
        assertThat(Device.text(notice)).isEqualTo(gapNotice(2, sizeInGroup(2, LONG)));
        assertThat(device.nextText()).contains("\"seq\":3");
        assertThat(nextCursor(3).getWithheldList()).containsExactly(withheld(2, sizeInGroup(2, LONG)));
    }

    @Test
    void live_tooLargeInAPair_isReplacedByAGapNotice() throws InterruptedException {
        Device device = limited(LIMIT);

        service.announce(uid, ScriptedService.message(gid, 1, LONG), 0);
        service.announce(uid, ScriptedService.message(gid, 2, "short"), 0);

        Mqtt5Publish notice = device.next();
        assertThat(notice.getTopic()).hasToString("d/" + did);
        assertThat(Device.text(notice)).isEqualTo(gapNotice(1, sizeInGroup(1, LONG)));
        assertThat(device.nextText()).contains("\"seq\":2");
    }

    @Test
    void live_tooLargeInProtobuf_isReplacedByAGapNotice() throws Exception {
        Device device = limited(LIMIT, "format", "protobuf");

        say(1, LONG);
        say(2, "short");

        Gap gap = Down.parseFrom(device.next().getPayloadAsBytes()).getGap();
        assertThat(gap.getConversation()).isEqualTo(gid.value());
        assertThat(gap.getFrom()).isEqualTo(1);
        assertThat(gap.getTo()).isEqualTo(1);
        assertThat(gap.getSize()).isGreaterThan(LONG.length());
        assertThat(Down.parseFrom(device.next().getPayloadAsBytes())
                        .getMessage()
                        .getSeq())
                .isEqualTo(2);
    }

    @Test
    void live_tooLargeForOneMember_othersReceiveIt() throws InterruptedException {
        Device small = limited(LIMIT);
        Device large = connected(newId(), newId());

        say(1, LONG);

        assertThat(small.nextText()).contains("\"gap\"");
        assertThat(large.nextText()).contains(LONG);
    }

    @Test
    void missed_tooLarge_isReplacedByAGapNotice() throws InterruptedException {
        service.onSync = request -> reply(behind(0, 3));
        service.onFetch = request -> fetch(request, "short", LONG, "short");
        Device device = limited(LIMIT);

        assertThat(device.nextText()).contains("\"seq\":1");
        assertThat(device.nextText()).isEqualTo(gapNotice(2, sizeInGroup(2, LONG)));
        assertThat(device.nextText()).contains("\"seq\":3");
        assertThat(nextCursor(3).getWithheldList()).containsExactly(withheld(2, sizeInGroup(2, LONG)));
    }

    @Test
    void live_tooLargeAndSubscribedByTheClientAtQos0_isReplacedByAGapNotice() throws InterruptedException {
        Device device = limited(LIMIT);
        subscribe(device, "g/" + gid, MqttQos.AT_MOST_ONCE);
        int size = sizeInGroup(1, LONG) + Shape.GROUP_BY_HAND_AT_QOS_0.more;

        say(1, LONG);
        say(2, "short");

        Mqtt5Publish notice = device.next();
        assertThat(notice.getQos()).isEqualTo(MqttQos.AT_MOST_ONCE);
        assertThat(Device.text(notice)).isEqualTo(gapNotice(1, size));
        assertThat(device.nextText()).contains("\"seq\":2");
        assertThat(nextCursor(2).getWithheldList()).containsExactly(withheld(1, size));
    }

    @Test
    void live_tooLargeForADeviceThatAcksInBatches_isReplacedByAGapNotice() throws InterruptedException {
        Device device = limited(LIMIT, "ack", "batch");

        say(7, LONG);
        say(8, "short");

        assertThat(device.nextText()).isEqualTo(gapNotice(7, sizeInGroup(7, LONG) - 2));
        assertThat(device.nextText()).contains("\"seq\":8");
    }

    @Test
    void reconnect_withoutALimit_receivesTheWithheldEntryFirst() throws InterruptedException {
        service.onSync = request -> {
            assertThat(request.getPacketLimit()).isGreaterThan(100_000);
            return reply(behind(3, 4).toBuilder().addOwed(2).build());
        };
        service.onFetch =
                request -> request.getOnlyCount() > 0 ? supply(request) : fetch(request, "short", LONG, "short", "new");
        Device device = connected();

        assertThat(device.nextText()).contains("\"seq\":2", LONG);
        assertThat(device.nextText()).contains("\"seq\":4");
        assertThat(nextCursor(4).getWithheldList()).containsExactly(withheld(2, 0));
    }

    @Test
    void reconnect_limitStillTooSmall_receivesTheGapNoticeAgain() throws InterruptedException {
        service.onSync = request -> {
            assertThat(request.getPacketLimit()).isEqualTo(1_000);
            return reply(behind(3, 3).toBuilder().addOwed(2).build());
        };
        service.onFetch = PacketLimitIT.this::supply;
        Device device = limited(1_000);

        assertThat(device.nextText()).isEqualTo(gapNotice(2, sizeInGroup(2, LONG)));
        assertThat(nextCursor(3).getWithheldList()).containsExactly(withheld(2, sizeInGroup(2, LONG)));
    }

    enum Shape {
        GROUP(0),
        GROUP_EXPIRING(5),
        /** The client library adds a subscription identifier. */
        GROUP_BY_HAND(2),
        GROUP_BY_HAND_AT_QOS_0(0);

        private final int more;

        Shape(int more) {
            this.more = more;
        }
    }

    /** If the size is computed too low, the broker drops the entry; if too high, an entry that fits is replaced. */
    @ParameterizedTest
    @EnumSource
    void live_atTheLimit_isSentAndOneByteLargerIsReplaced(Shape shape) throws InterruptedException {
        // Around the lengths at which the packet's length field grows by a byte.
        for (int length : new int[] {250, 16_200, 16_201, 16_202}) {
            String text = "x".repeat(length);
            int size = sizeInGroup(1, text) + shape.more + (headerGrows(length, shape) ? 1 : 0);
            assertThat(sentWith(size, shape, text)).as("%s of %d", shape, size).contains(text);
            assertThat(sentWith(size - 1, shape, text))
                    .as("%s of %d", shape, size)
                    .isEqualTo(gapNotice(1, size));
        }
    }

    private boolean headerGrows(int length, Shape shape) {
        int remaining = sizeInGroup(1, "x".repeat(length)) - header(length);
        return remaining < 1 << 14 && remaining + shape.more >= 1 << 14;
    }

    private int header(int length) {
        return sizeInGroup(1, "x".repeat(length)) - remainingInGroup(1, "x".repeat(length));
    }

    private String sentWith(int limit, Shape shape, String text) throws InterruptedException {
        Id user = newId();
        Device device = limited(user, newId(), limit, null, null);
        switch (shape) {
            case GROUP, GROUP_EXPIRING -> {}
            case GROUP_BY_HAND -> subscribe(device, "g/" + gid, MqttQos.AT_LEAST_ONCE);
            case GROUP_BY_HAND_AT_QOS_0 -> subscribe(device, "g/" + gid, MqttQos.AT_MOST_ONCE);
        }
        Down message = ScriptedService.message(gid, 1, text);
        if (shape == Shape.GROUP_EXPIRING) {
            service.announceToGroupUntil(gid, message, System.currentTimeMillis() + MINUTE);
        } else {
            service.announceToGroup(gid, message, 0);
        }
        String sent = device.nextText();
        device.client.disconnect().join();
        return sent;
    }

    @Test
    void notice_tooLarge_isReplaced() throws InterruptedException {
        Device device = limited(LIMIT);

        service.announce(
                uid,
                Down.newBuilder()
                        .setConversationUpdated(ConversationUpdated.newBuilder()
                                .setConversation(gid.value())
                                .setDraft(LONG))
                        .build(),
                0);

        assertThat(device.nextText())
                .matches("\\{\"tooLarge\":\\{\"notice\":\"conversationUpdated\",\"size\":1\\d\\d\\d}}");
    }

    @Test
    void now_tooLarge_isDropped() throws InterruptedException {
        Device device = limited(LIMIT);

        service.sendNow(
                uid,
                Down.newBuilder()
                        .setNow(Now.newBuilder()
                                .setContent(ScriptedService.message(gid, 1, LONG)
                                        .getMessage()
                                        .getContent()))
                        .build(),
                0);
        service.announce(uid, ScriptedService.message(newId(), 1, "behind it"), 0);

        assertThat(device.nextText()).contains("behind it");
    }

    @Test
    void refusal_tooLarge_isSentWithoutItsDetail() throws InterruptedException {
        Device device = limited(Limits.CLIENT_PACKET_BYTES);
        String id = "0197c3a0-1b2c-7def-8123-456789abcdef";

        device.publish(Mqtt5Publish.builder()
                        .topic("to/u/" + newId())
                        .qos(MqttQos.AT_MOST_ONCE)
                        .payload(utf8("{\"id\":\"" + id + "\",\"" + "x".repeat(200) + "\":1,\"conversation\":1}"))
                        .build())
                .join();

        assertThat(device.nextText()).startsWith("{\"error\":{\"code\":");
    }

    @Test
    void puback_detailTooLarge_hasOnlyTheErrorsName() {
        service.onSend = request -> CompletableFuture.completedFuture(SendReply.newBuilder()
                .setRefused(ScriptedService.refused(ErrorCode.NOT_A_MEMBER).toBuilder()
                        .setDetail("x".repeat(220)))
                .build());
        Device device = limited(Limits.CLIENT_PACKET_BYTES);

        Throwable refusal = catchThrowable(() -> device.publish(Mqtt5Publish.builder()
                        .topic("to/g/" + gid)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(utf8("hi"))
                        .build())
                .join());

        Mqtt5PubAck puback = Device.cause(refusal, Mqtt5PubAckException.class).getMqttMessage();
        assertThat(puback.getReasonString().orElseThrow()).hasToString("not-a-member");
        assertThat(puback.getUserProperties().asList()).isEmpty();
    }

    @Test
    void rpc_answerTooLarge_isAnsweredWithAnError() throws InterruptedException {
        service.onRpc = request -> RpcReply.newBuilder()
                .setBody(ByteString.copyFromUtf8("{\"items\":[\"" + LONG + "\"]}"))
                .build();
        Device device = limited(LIMIT);

        assertThat(ask(device, "7", "{}"))
                .isEqualTo(
                        "{\"error\":{\"code\":\"too-long\",\"detail\":\"The answer is a packet of 1546 bytes, and the connection takes 512: "
                                + "ask for less with a smaller limit, or over HTTP.\"}}");
        assertThat(ask(device, "7".repeat(400), "{}")).isEqualTo("{\"error\":{\"code\":\"too-long\"}}");
        assertThat(ask(device, null, "{\"id\":\"8\"}"))
                .startsWith(
                        "{\"answer\":{\"method\":\"history\",\"id\":\"8\",\"error\":{\"code\":\"too-long\",\"detail\":");
    }

    @Test
    void rpc_answerAtTheLimit_isSent() throws InterruptedException {
        Device device = limited(LIMIT);
        // Seven bytes less than the limit allows: room for a subscription identifier and the length fields that grow
        // with it.
        String body = "{\"x\":\"" + "x".repeat(LIMIT - (1 + 2 + 2 + 15 + 2 + 1 + 4) - 5 - 8) + "\"}";
        assertThat(ask(device, "7", body)).isEqualTo(body);
        assertThat(ask(device, "7", body.replace("{\"x", "{\"xy"))).contains("too-long");

        subscribe(device, "d/" + did, MqttQos.AT_LEAST_ONCE);
        assertThat(ask(device, "7", body)).isEqualTo(body);
    }

    @Test
    void rpc_noRoomForAnyAnswer_isRefused() {
        Device device = limited(LIMIT);

        Throwable refusal = catchThrowable(() ->
                device.publish(request("x".repeat(LIMIT - 20), "{}")).join());

        assertThat(Device.cause(refusal, Mqtt5PubAckException.class)
                        .getMqttMessage()
                        .getReasonString()
                        .orElseThrow())
                .hasToString("too-long");
    }

    @Test
    void connect_limitBelowTheMinimum_isRefused() {
        for (int limit : new int[] {20, 100, Limits.CLIENT_PACKET_BYTES - 1}) {
            Throwable failure = catchThrowable(() -> limited(limit));

            Mqtt5ConnAck connack =
                    Device.cause(failure, Mqtt5ConnAckException.class).getMqttMessage();
            assertThat(connack.getReasonCode()).isEqualTo(Mqtt5ConnAckReasonCode.PACKET_TOO_LARGE);
        }
    }

    private String ask(Device device, @Nullable String correlation, String body) throws InterruptedException {
        Mqtt5PublishResult result = device.publish(request(correlation, body)).join();
        assertThat(result.getError()).isEmpty();
        return device.nextText();
    }

    private Mqtt5Publish request(@Nullable String correlation, String body) {
        return Mqtt5Publish.builder()
                .topic("rpc/history")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(utf8(body))
                .correlationData(correlation == null ? null : utf8(correlation))
                .build();
    }

    private void say(long seq, String text) {
        service.announceToGroup(gid, ScriptedService.message(gid, seq, text), 0);
    }

    private String gapNotice(long seq, int size) {
        return "{\"gap\":{\"conversation\":\"%s\",\"from\":%d,\"to\":%d,\"count\":1,\"size\":%d}}"
                .formatted(gid, seq, seq, size);
    }

    /** The size of an MQTT 5 packet: header and length, topic, packet id, no properties, payload. */
    private int sizeInGroup(long seq, String text) {
        int remaining = remainingInGroup(seq, text);
        return 1 + (remaining < 128 ? 1 : remaining < 16_384 ? 2 : 3) + remaining;
    }

    private int remainingInGroup(long seq, String text) {
        String payload = "{\"conversation\":\"" + gid + "\",\"seq\":" + seq
                + ",\"from\":\"0000000000000\",\"at\":\"2026-11-21T09:00:00.123Z\","
                + "\"id\":\"00000000-0000-0000-0000-000000000000\",\"text\":\"" + text + "\"}";
        return 2 + ("g/" + gid).length() + 2 + 1 + payload.length();
    }

    private Device limited(int limit) {
        return limited(uid, did, limit, null, null);
    }

    private Device limited(int limit, String property, String value) {
        return limited(uid, did, limit, property, value);
    }

    private Device limited(Id user, Id one, int limit, @Nullable String property, @Nullable String value) {
        Device device = device(user, one);
        var connect = Device.request(tokens.issue(user, one))
                .restrictions()
                .maximumPacketSize(limit)
                .applyRestrictions();
        device.client
                .connect(
                        property == null || value == null
                                ? connect.build()
                                : connect.userProperties()
                                        .add(property, value)
                                        .applyUserProperties()
                                        .build())
                .join();
        return device;
    }

    private static void subscribe(Device device, String topic, MqttQos qos) {
        device.client.subscribeWith().topicFilter(topic).qos(qos).send().join();
    }

    private Behind behind(long after, long head) {
        return Behind.newBuilder()
                .setConversation(gid.value())
                .setGroup(true)
                .setAfter(after)
                .setGapTo(after)
                .setHead(head)
                .build();
    }

    private static CompletableFuture<SyncReply> reply(Behind behind) {
        return CompletableFuture.completedFuture(
                SyncReply.newBuilder().addBehind(behind).build());
    }

    private FetchReply fetch(FetchRequest request, String... log) {
        FetchReply.Builder reply = FetchReply.newBuilder().setAfter(request.getAfter());
        for (int seq = (int) request.getAfter() + 1; seq <= log.length; seq++) {
            reply.addEntries(ScriptedService.message(gid, seq, log[seq - 1]).toByteString());
        }
        return reply.setUpTo(log.length).build();
    }

    private FetchReply supply(FetchRequest request) {
        assertThat(request.getOnlyList()).containsExactly(2L);
        return FetchReply.newBuilder()
                .addEntries(ScriptedService.message(gid, 2, LONG).toByteString())
                .setUpTo(2)
                .build();
    }

    /** Returns everything stored for the device until its cursor is here, merged. */
    private Cursor nextCursor(long seq) throws InterruptedException {
        List<Withheld> withheld = new ArrayList<>();
        while (true) {
            Cursor cursor = service.acks.poll(Device.PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (cursor == null) {
                throw new AssertionError("nothing was stored");
            }
            if (cursor.getDid() == did.value()) {
                withheld.addAll(cursor.getWithheldList());
                if (cursor.getSeq() == seq) {
                    return cursor.toBuilder()
                            .clearWithheld()
                            .addAllWithheld(withheld)
                            .build();
                }
            }
        }
    }

    private static Withheld withheld(long seq, int size) {
        return Withheld.newBuilder().setSeq(seq).setSize(size).build();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
