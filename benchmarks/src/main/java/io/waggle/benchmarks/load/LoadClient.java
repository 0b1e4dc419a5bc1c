package io.waggle.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One MQTT 5 connection of the generator. Everything but {@link #ready} runs on its event loop.
 *
 * <p>Results of writes are ignored: a failure shows in the answers, or in the end of the connection.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class LoadClient extends SimpleChannelInboundHandler<MqttMessage> {

    private static final int PACKET_IDS = 65_535;
    private static final int KEEP_ALIVE_SECONDS = 600;

    /** Receives the client's events. */
    interface Listener {
        void acknowledged(LoadClient client, long nanos, int reason);

        void received(LoadClient client, ByteBuf payload);

        /** The connection ended, or the server sent an unexpected packet. */
        void failed(LoadClient client, String why);
    }

    private final Login login;
    private final Listener listener;
    private final CompletableFuture<LoadClient> ready = new CompletableFuture<>();
    private final long[] sentAt = new long[PACKET_IDS + 1];
    private int nextPacketId = 1;
    private int inFlight;
    private volatile boolean closing;
    private ChannelHandlerContext context;

    /** The client's login, and the topic that it subscribes to. */
    record Login(String clientId, String token, String topic) {}

    @SuppressWarnings("NullAway") // The context is set in channelActive.
    LoadClient(Login login, Listener listener) {
        this.login = login;
        this.listener = listener;
    }

    CompletableFuture<LoadClient> ready() {
        return ready;
    }

    String clientId() {
        return login.clientId;
    }

    /** Publishes at QoS 1. Call it on the event loop. */
    void publish(String topic, byte[] payload) {
        int packetId = nextPacketId;
        nextPacketId = packetId == PACKET_IDS ? 1 : packetId + 1;
        inFlight++;
        sentAt[packetId] = System.nanoTime();
        context.write(MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(MqttQoS.AT_LEAST_ONCE)
                .messageId(packetId)
                .payload(Unpooled.wrappedBuffer(payload))
                .build());
    }

    /** Returns the number of messages that are sent and not acknowledged. */
    int inFlight() {
        return inFlight;
    }

    void flush() {
        context.flush();
    }

    void execute(Runnable task) {
        context.executor().execute(task);
    }

    void schedule(Runnable task, long millis) {
        context.executor().schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    void close() {
        closing = true;
        context.close().syncUninterruptibly();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        this.context = context;
        context.writeAndFlush(MqttMessageBuilders.connect()
                .protocolVersion(MqttVersion.MQTT_5)
                .clientId(login.clientId)
                .cleanSession(true)
                .keepAlive(KEEP_ALIVE_SECONDS)
                .hasUser(true)
                .username("")
                .hasPassword(true)
                .password(login.token.getBytes(StandardCharsets.UTF_8))
                .build());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
        switch (message.fixedHeader().messageType()) {
            case CONNACK -> connected((MqttConnAckMessage) message);
            case SUBACK -> ready.complete(this);
            case PUBACK -> acknowledged((MqttPubReplyMessageVariableHeader) message.variableHeader());
            case PUBLISH -> received((MqttPublishMessage) message);
            default -> fail("the server sent " + message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!closing) {
            fail("the server closed the connection");
        }
    }

    private void connected(MqttConnAckMessage message) {
        if (message.variableHeader().connectReturnCode() != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
            ready.completeExceptionally(new IllegalStateException("the server refused: " + message));
            return;
        }
        context.writeAndFlush(MqttMessageBuilders.subscribe()
                .messageId(1)
                .addSubscription(MqttQoS.AT_LEAST_ONCE, login.topic)
                .build());
    }

    private void acknowledged(MqttPubReplyMessageVariableHeader acknowledgement) {
        inFlight--;
        long nanos = System.nanoTime() - sentAt[acknowledgement.messageId()];
        listener.acknowledged(this, nanos, acknowledgement.reasonCode() & 0xff);
    }

    private void received(MqttPublishMessage message) {
        if (message.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
            context.write(MqttMessageBuilders.pubAck()
                    .packetId(message.variableHeader().packetId())
                    .build());
        }
        listener.received(this, message.payload());
    }

    private void fail(String why) {
        ready.completeExceptionally(new IllegalStateException(why));
        listener.failed(this, why);
    }
}
