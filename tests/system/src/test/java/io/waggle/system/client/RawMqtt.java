package io.waggle.system.client;

import io.waggle.system.server.WaggleProcess;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An MQTT connection that handles single packets, for actions that no well-behaved client takes: sending again with DUP at any
 * time, packets that are too large, and subscriptions that the server does not support.
 *
 * @see <a href="https://docs.oasis-open.org/mqtt/mqtt/v5.0/mqtt-v5.0.html">MQTT 5</a>, sections 2 and 3
 */
public final class RawMqtt implements AutoCloseable {

    public static final int CONNACK = 2;
    public static final int PUBLISH = 3;
    public static final int PUBACK = 4;
    public static final int SUBACK = 9;
    public static final int DISCONNECT = 14;

    /** Thousands of packets may arrive at once; time limits that are promised are measured in the tests. */
    private static final int TIMEOUT_MILLIS = 120_000;

    private final Socket socket;
    private final DataInputStream in;
    private final boolean mqtt5;

    /** @param body the bytes after the fixed header */
    @SuppressWarnings("ArrayRecordComponent")
    public record Packet(int type, byte[] body) {

        /** Returns the packet id of a PUBACK. */
        public int packetId() {
            return firstTwoBytes();
        }

        /** Returns the topic's length of a PUBLISH. */
        int topicLength() {
            return firstTwoBytes();
        }

        private int firstTwoBytes() {
            return ((body[0] & 0xff) << 8) | (body[1] & 0xff);
        }

        /** Returns the reason code of a PUBACK with MQTT 5. */
        public int reason() {
            return body.length > 2 ? body[2] & 0xff : 0;
        }

        /** Returns the reason code of a DISCONNECT with MQTT 5. */
        public int reasonOfEnd() {
            return body.length > 0 ? body[0] & 0xff : 0;
        }

        /** Returns the code of a SUBACK for one filter. */
        int granted() {
            return body[body.length - 1] & 0xff;
        }

        public String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    public RawMqtt(WaggleProcess waggle, boolean mqtt5) throws IOException {
        this.mqtt5 = mqtt5;
        socket = new Socket(WaggleProcess.ADDRESS, waggle.mqttPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Connects as the login's device; returns the CONNACK's code. */
    public int connect(Login login) throws IOException {
        PacketBody body = new PacketBody()
                .text("MQTT")
                .oneByte(mqtt5 ? 5 : 4)
                .oneByte(0b1100_0010)
                .twoBytes(60);
        properties(body);
        body.text(login.did()).text(login.uid()).text(login.accessToken());
        write(0x10, body);
        Packet connack = await(CONNACK);
        return connack.body()[1] & 0xff;
    }

    /** Writes a PUBLISH at QoS 1 without waiting. */
    public void publish(String topic, byte[] payload, int packetId, boolean dup) throws IOException {
        PacketBody body = new PacketBody().text(topic).twoBytes(packetId);
        properties(body);
        write(0x32 | (dup ? 0x08 : 0), body.bytes(payload));
    }

    /** Writes only the beginning of a PUBLISH of this length, because the server stops reading if it is too long. */
    public void beginPublish(int length) throws IOException {
        socket.getOutputStream().write(PacketBody.header(0x32, length));
    }

    /** Subscribes to one filter and returns the SUBACK's code. */
    public int subscribe(String filter, int packetId) throws IOException {
        PacketBody body = new PacketBody().twoBytes(packetId);
        properties(body);
        write(0x82, body.text(filter).oneByte(1));
        return await(SUBACK).granted();
    }

    /** Reads until a packet of this type arrives; fails if the connection ends. */
    public Packet await(int type) throws IOException {
        Packet packet = read();
        while (packet.type() != type) {
            packet = read();
        }
        return packet;
    }

    /**
     * Reads until each of these texts has arrived in some PUBLISH, and returns the PUBLISHes' content, including their topics.
     */
    public List<String> publishesUntil(String... parts) throws IOException {
        List<String> texts = new ArrayList<>();
        while (!Stream.of(parts).allMatch(part -> texts.stream().anyMatch(text -> text.contains(part)))) {
            texts.add(await(PUBLISH).text());
        }
        return texts;
    }

    /** Reads until a message arrives, acknowledges it, and returns its text. */
    public String nextMessage() throws IOException {
        byte[] body = await(PUBLISH).body();
        int start = payloadStart(body);
        return new String(body, start, body.length - start, StandardCharsets.UTF_8);
    }

    /** Reads until the connection ends. */
    public void awaitEnd() throws IOException {
        try {
            while (true) {
                read();
            }
        } catch (EOFException ended) {
            // This is the expected end.
        } catch (SocketException reset) {
            // This is also an expected end.
        }
    }

    /** Sends a DISCONNECT after everything that was written. */
    public void disconnect() throws IOException {
        write(DISCONNECT << 4, new PacketBody());
        socket.close();
    }

    /** Ends the connection without a DISCONNECT, after all that was written; returns when the server has ended it as well. */
    public void closeWithoutDisconnect() throws IOException {
        socket.shutdownOutput();
        awaitEnd();
        socket.close();
    }

    @Override
    public void close() throws IOException {
        reset();
    }

    /** Resets the connection. Written data may be lost. */
    public void reset() throws IOException {
        if (!socket.isClosed()) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
    }

    /** After the topic, the packet id and, with MQTT 5, at most 127 bytes of properties. */
    private int payloadStart(byte[] publish) {
        int afterId = 2 + new Packet(PUBLISH, publish).topicLength() + 2;
        return mqtt5 ? afterId + 1 + publish[afterId] : afterId;
    }

    private Packet read() throws IOException {
        int first = in.readUnsignedByte();
        int length = 0;
        int shift = 0;
        int digit;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7f) << shift;
            shift += 7;
        } while ((digit & 0x80) != 0);
        Packet packet = new Packet(first >> 4, in.readNBytes(length));
        if (packet.type() == PUBLISH && (first & 0x06) == 0x02) {
            acknowledge(packet);
        }
        return packet;
    }

    /** Acknowledges a PUBLISH, because the server sends nothing more until then. */
    private void acknowledge(Packet publish) throws IOException {
        byte[] body = publish.body();
        int topicLength = publish.topicLength();
        PacketBody puback = new PacketBody().oneByte(body[topicLength + 2]).oneByte(body[topicLength + 3]);
        write(0x40, puback);
    }

    /** MQTT 5 has properties in most packets; none are written here. */
    private void properties(PacketBody body) {
        if (mqtt5) {
            body.oneByte(0);
        }
    }

    private void write(int firstByte, PacketBody body) throws IOException {
        socket.getOutputStream().write(body.packet(firstByte));
    }
}
