package io.waggle.benchmarks.soak;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An MQTT connection of one virtual thread. It does nothing by itself, so it can also break the protocol. Every read has a
 * time limit.
 */
final class MqttConnection implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofSeconds(30);
    static final int KEEP_ALIVE_SECONDS = 60;

    private static final ByteBufAllocator ON_HEAP = new UnpooledByteBufAllocator(false, true);
    private static final int LARGEST_PACKET = 1_048_576;
    private static final int PACKET_IDS = 65_535;
    private static final int BUFFER = 16_384;

    private final Socket socket = new Socket();
    private final EmbeddedChannel codec = new EmbeddedChannel(new MqttDecoder(LARGEST_PACKET), MqttEncoder.INSTANCE);
    private final byte[] buffer = new byte[BUFFER];
    private int packetId;

    private MqttConnection() {
        // Buffers that are not released are garbage collected.
        codec.config().setAllocator(ON_HEAP);
    }

    /** Opens a connection without sending anything. */
    static MqttConnection open(int port) throws IOException {
        MqttConnection connection = new MqttConnection();
        connection.socket.setReceiveBufferSize(BUFFER);
        connection.socket.setTcpNoDelay(true);
        connection.socket.setSoTimeout((int) TIMEOUT.toMillis());
        connection.socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) TIMEOUT.toMillis());
        return connection;
    }

    /** Opens a connection and logs in. */
    static MqttConnection connect(int port, String clientId, String password) throws IOException {
        return connect(port, MqttVersion.MQTT_5, clientId, password);
    }

    static MqttConnection connect(int port, MqttVersion version, String clientId, String password) throws IOException {
        MqttConnection connection = open(port);
        try {
            MqttConnectReturnCode code = connection.sendConnect(version, clientId, password, KEEP_ALIVE_SECONDS);
            if (code != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
                throw new IOException("CONNECT was refused: " + code);
            }
            return connection;
        } catch (IOException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    /** Sends a CONNECT and returns the CONNACK's return code. */
    MqttConnectReturnCode sendConnect(MqttVersion version, String clientId, String password, int keepAliveSeconds)
            throws IOException {
        send(MqttMessageBuilders.connect()
                .protocolVersion(version)
                .clientId(clientId)
                .cleanSession(true)
                .keepAlive(keepAliveSeconds)
                .hasUser(true)
                .username("")
                .hasPassword(true)
                .password(password.getBytes(UTF_8))
                .build());
        MqttMessage answer = await(MqttMessageType.CONNACK);
        return ((MqttConnAckMessage) answer).variableHeader().connectReturnCode();
    }

    void publish(String topic, MqttQoS qos, byte[] payload) throws IOException {
        send(MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(qos)
                .messageId(nextPacketId())
                .payload(Unpooled.wrappedBuffer(payload))
                .build());
    }

    int nextPacketId() {
        packetId = packetId % PACKET_IDS + 1;
        return packetId;
    }

    void send(MqttMessage message) throws IOException {
        codec.writeOutbound(message);
        ByteBuf bytes;
        while ((bytes = codec.readOutbound()) != null) {
            bytes.readBytes(socket.getOutputStream(), bytes.readableBytes());
            bytes.release();
        }
    }

    void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Returns the next packet of this type. Earlier packets are acknowledged, as every client does, and skipped. */
    MqttMessage await(MqttMessageType type) throws IOException {
        while (true) {
            MqttMessage message = read();
            if (message.fixedHeader().messageType() == type) {
                return message;
            }
        }
    }

    /** Returns the next packet; a PUBLISH is acknowledged. */
    MqttMessage read() throws IOException {
        MqttMessage message = codec.readInbound();
        while (message == null) {
            int length = socket.getInputStream().read(buffer);
            if (length < 0) {
                throw new EOFException("the server closed the connection");
            }
            codec.writeInbound(Unpooled.copiedBuffer(buffer, 0, length));
            message = codec.readInbound();
        }
        if (message.decoderResult().isFailure()) {
            throw new IOException(
                    "the server sent an invalid packet", message.decoderResult().cause());
        }
        if (message instanceof MqttPublishMessage publish
                && publish.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
            send(MqttMessageBuilders.pubAck()
                    .packetId(publish.variableHeader().packetId())
                    .build());
        }
        return message;
    }

    /** Waits until the server closes the connection. */
    void awaitEnd() throws IOException {
        awaitEnd(TIMEOUT);
    }

    void awaitEnd(Duration timeout) throws IOException {
        socket.setSoTimeout((int) timeout.toMillis());
        try {
            while (socket.getInputStream().read(buffer) >= 0) {
                // Skip what is left, such as a DISCONNECT.
            }
        } catch (SocketTimeoutException open) {
            throw new IOException("the server did not close the connection within " + timeout.toSeconds() + " s", open);
        } catch (SocketException reset) {
            return;
        }
    }

    /** Sends a DISCONNECT and closes the connection. */
    void disconnect() throws IOException {
        send(MqttMessageBuilders.disconnect().build());
        close();
    }

    /** Breaks the connection, like a phone that has lost its network. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        codec.finishAndReleaseAll();
    }
}
