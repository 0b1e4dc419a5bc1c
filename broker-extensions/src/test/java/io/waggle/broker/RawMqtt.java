package io.waggle.broker;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An MQTT 3.1.1 or 5 client that sends single packets: client libraries let a test neither choose packet ids and flags nor send
 * malformed packets.
 */
public final class RawMqtt implements AutoCloseable {

    public static final int CONNACK = 2;
    public static final int PUBLISH = 3;
    public static final int PUBACK = 4;
    public static final int PUBREC = 5;
    public static final int SUBACK = 9;
    public static final int UNSUBACK = 11;
    public static final int PINGRESP = 13;
    public static final int DISCONNECT = 14;

    /** A received packet. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Packet(int type, byte[] body) {

        /** Returns the packet id of an acknowledgement. */
        public int packetId() {
            return ((body[0] & 0xFF) << 8) | (body[1] & 0xFF);
        }

        /** Returns the reason code of an MQTT 5 PUBACK or PUBREC. */
        public int reason() {
            return body.length > 2 ? body[2] & 0xFF : 0;
        }

        /** Returns the reason code of an MQTT 5 DISCONNECT. */
        public int endReason() {
            return body.length > 0 ? body[0] & 0xFF : 0;
        }

        public String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    /** A packet without its fixed header. */
    public static final class Body {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        public Body u8(int value) {
            out.write(value);
            return this;
        }

        public Body u16(int value) {
            return u8(value >> 8).u8(value);
        }

        public Body u32(long value) {
            return u16((int) (value >> 16)).u16((int) value);
        }

        public Body text(String text) {
            return binary(text.getBytes(StandardCharsets.UTF_8));
        }

        public Body binary(byte[] bytes) {
            return u16(bytes.length).bytes(bytes);
        }

        public Body bytes(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        public Body append(Body part) {
            return bytes(part.out.toByteArray());
        }

        /** Appends the part with its length before it. */
        public Body sized(Body part) {
            return length(part.out.size()).bytes(part.out.toByteArray());
        }

        private Body length(int length) {
            int rest = length;
            do {
                u8(rest > 127 ? (rest & 127) | 128 : rest);
                rest >>>= 7;
            } while (rest > 0);
            return this;
        }

        byte[] packet(int header) {
            return new Body().u8(header).sized(this).out.toByteArray();
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final boolean mqtt5;

    private RawMqtt(Socket socket, boolean mqtt5) throws IOException {
        this.socket = socket;
        this.mqtt5 = mqtt5;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Device.PATIENCE_SECONDS * 1_000);
        in = new DataInputStream(socket.getInputStream());
    }

    public static RawMqtt open(int port, boolean mqtt5) throws IOException {
        return new RawMqtt(new Socket(InetAddress.getLoopbackAddress(), port), mqtt5);
    }

    /** Connects as this device. */
    public static RawMqtt connect(int port, boolean mqtt5, Id did, String password) throws IOException {
        return connect(port, mqtt5, did, password, new Body());
    }

    public static RawMqtt connect(int port, boolean mqtt5, Id did, String password, Body properties)
            throws IOException {
        RawMqtt client = open(port, mqtt5);
        client.write(0x10, client.connect(did, password, properties));
        Packet connack = client.read();
        if (connack == null || connack.type() != CONNACK || connack.body()[1] != 0) {
            throw new IOException("refused: " + connack);
        }
        return client;
    }

    /** A CONNECT without a will. */
    public Body connect(Id did, String password, Body properties) {
        return connect(0xC2, properties).text(did.toString()).text("").text(password);
    }

    /** A CONNECT up to its properties. */
    public Body connect(int flags, Body properties) {
        Body body = new Body().text("MQTT").u8(mqtt5 ? 5 : 4).u8(flags).u16(60);
        return mqtt5 ? body.sized(properties) : body;
    }

    public void publish(String topic, String payload, int packetId, boolean duplicate) throws IOException {
        publish(duplicate ? 0x3A : 0x32, topic, payload, packetId, new Body());
    }

    public void publish(int header, String topic, String payload, int packetId, Body properties) throws IOException {
        Body body = new Body().text(topic).u16(packetId);
        if (mqtt5) {
            body.sized(properties);
        }
        write(header, body.bytes(payload.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the packet id of the next PUBACK. */
    public int readPuback() throws IOException {
        Packet puback = read();
        if (puback == null || puback.type() != PUBACK) {
            throw new EOFException("expected a PUBACK, found " + puback);
        }
        return puback.packetId();
    }

    /** Returns whether the broker ends the connection and sends nothing before, except for a packet that says so. */
    public boolean readsEnd() throws IOException {
        Packet packet = read();
        return packet == null || (packet.type() == DISCONNECT && read() == null);
    }

    /** Reads until a packet of this type arrives; returns null if the connection ends before. */
    public @Nullable Packet await(int type) throws IOException {
        Packet packet = read();
        while (packet != null && packet.type() != type) {
            packet = read();
        }
        return packet;
    }

    /** Returns the next packet; null at the end of the connection. */
    public @Nullable Packet read() throws IOException {
        try {
            int header = in.read();
            if (header == -1) {
                return null;
            }
            int length = 0;
            int shift = 0;
            int digit;
            do {
                digit = in.readUnsignedByte();
                length |= (digit & 0x7F) << shift;
                shift += 7;
            } while ((digit & 0x80) != 0);
            byte[] body = new byte[length];
            in.readFully(body);
            return new Packet(header >> 4, body);
        } catch (SocketException reset) {
            return null;
        } catch (EOFException cutInTheMiddle) {
            return null;
        }
    }

    public void write(int header, Body body) throws IOException {
        socket.getOutputStream().write(body.packet(header));
    }

    /**
     * Ends the connection without a DISCONNECT. Returns the packets that were on their way, once the broker has ended it too.
     */
    public List<Packet> hangUp() throws IOException {
        socket.shutdownOutput();
        List<Packet> onItsWay = new ArrayList<>();
        for (Packet packet = read(); packet != null; packet = read()) {
            onItsWay.add(packet);
        }
        socket.close();
        return onItsWay;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
