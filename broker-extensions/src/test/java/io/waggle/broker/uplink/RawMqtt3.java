package io.waggle.broker.uplink;

import io.waggle.protocol.Id;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** MQTT 3.1.1 by hand: the clients at hand do not let a test choose packet ids and the DUP flag. */
final class RawMqtt3 implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    private RawMqtt3(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(15_000);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    static RawMqtt3 connect(int port, Id did, String password) throws IOException {
        RawMqtt3 client = new RawMqtt3(new Socket(InetAddress.getLoopbackAddress(), port));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeUTF("MQTT");
        body.writeByte(4);
        // User name and password, not a clean session.
        body.writeByte(0xC0);
        body.writeShort(60);
        body.writeUTF(did.toString());
        body.writeUTF("");
        body.writeUTF(password);
        client.write(0x10, bytes.toByteArray());
        byte[] connack = client.read(0x20);
        if (connack[1] != 0) {
            throw new IOException("refused with " + connack[1]);
        }
        return client;
    }

    void publish(String topic, String payload, int packetId, boolean duplicate) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeUTF(topic);
        body.writeShort(packetId);
        body.write(payload.getBytes(StandardCharsets.UTF_8));
        write(duplicate ? 0x3A : 0x32, bytes.toByteArray());
    }

    /** The packet id of the PUBACK that comes next. */
    int readPuback() throws IOException {
        byte[] puback = read(0x40);
        return ((puback[0] & 0xFF) << 8) | (puback[1] & 0xFF);
    }

    /** Whether the broker ends the connection and sends nothing before. */
    boolean readsEnd() throws IOException {
        try {
            return in.read() == -1;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void write(int header, byte[] body) throws IOException {
        out.writeByte(header);
        int rest = body.length;
        do {
            out.writeByte(rest > 127 ? (rest & 127) | 128 : rest);
            rest >>>= 7;
        } while (rest > 0);
        out.write(body);
        out.flush();
    }

    private byte[] read(int header) throws IOException {
        int found = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (found != header || length > 127) {
            throw new EOFException("expected packet " + header + ", found " + found);
        }
        return in.readNBytes(length);
    }
}
