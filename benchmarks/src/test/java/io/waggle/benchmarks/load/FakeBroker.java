package io.waggle.benchmarks.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A broker that accepts every message to {@code to/{client}} and delivers what the test decides: the message once, twice or
 * not at all, and other packets.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The client notices a failed write.
final class FakeBroker implements AutoCloseable {

    /** Decides which packets the receiver gets for a message. */
    interface Behaviour {
        List<String> deliveries(int number, String payload);
    }

    private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
    private final Map<String, Channel> clients = new HashMap<>();
    private final Behaviour behaviour;
    private final Channel listener;
    private int published;
    private int packetId;

    FakeBroker(Behaviour behaviour) {
        this.behaviour = behaviour;
        this.listener = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(MqttEncoder.INSTANCE, new MqttDecoder(), new Session());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Session extends SimpleChannelInboundHandler<MqttMessage> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
            switch (message) {
                case MqttConnectMessage connect -> connected(context, connect);
                case MqttSubscribeMessage subscribe ->
                    context.writeAndFlush(MqttMessageBuilders.subAck()
                            .packetId(subscribe.variableHeader().messageId())
                            .addGrantedQos(MqttQoS.AT_LEAST_ONCE)
                            .build());
                case MqttPublishMessage publish -> published(context, publish);
                default -> {
                    // PUBACKs.
                }
            }
        }

        private void connected(ChannelHandlerContext context, MqttConnectMessage connect) {
            clients.put(connect.payload().clientIdentifier(), context.channel());
            MqttConnAckMessage answer = MqttMessageBuilders.connAck()
                    .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                    .build();
            context.writeAndFlush(answer);
        }

        private void published(ChannelHandlerContext context, MqttPublishMessage publish) {
            String to = publish.variableHeader().topicName().substring("to/".length());
            Channel receiver = Objects.requireNonNull(clients.get(to), to);
            String payload = publish.payload().toString(UTF_8);
            for (String delivery : behaviour.deliveries(published++, payload)) {
                receiver.writeAndFlush(MqttMessageBuilders.publish()
                        .topicName("d")
                        .qos(MqttQoS.AT_LEAST_ONCE)
                        .messageId(++packetId)
                        .payload(Unpooled.copiedBuffer(delivery, UTF_8))
                        .build());
            }
            context.writeAndFlush(MqttMessageBuilders.pubAck()
                    .packetId(publish.variableHeader().packetId())
                    .build());
        }
    }
}
