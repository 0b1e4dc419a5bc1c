package io.waggle.broker.delivery;

import io.waggle.protocol.Id;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An MQTT 3.1.1 client that reads only when a test asks it to, so that the broker's packets to it pile up. */
final class StalledDevice implements AutoCloseable {

    private static final int SMALL_BUFFER = 4_096;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;

    private StalledDevice(int port) throws IOException {
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    static StalledDevice connect(int port, Id did, String password) throws IOException {
        StalledDevice device = new StalledDevice(port);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeUTF("MQTT");
        body.writeByte(4);
        // Username, password, clean session.
        body.writeByte(0xC2);
        body.writeShort(600);
        body.writeUTF(did.toString());
        body.writeUTF("");
        body.writeUTF(password);
        device.write(0x10, bytes.toByteArray());
        device.in.readFully(new byte[4]);
        return device;
    }

    /** Sends a SUBSCRIBE at QoS 0, and waits for the SUBACK. */
    void subscribeAtQos0(String topic) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeShort(1);
        body.writeUTF(topic);
        body.writeByte(0);
        write(0x82, bytes.toByteArray());
        in.readFully(new byte[5]);
    }

    /** Returns the payload of the next PUBLISH, and acknowledges it. */
    String next() throws IOException {
        int header = in.readUnsignedByte();
        if (header >> 4 != 3) {
            throw new IOException("expected a PUBLISH, found " + header);
        }
        DataInputStream packet = new DataInputStream(new ByteArrayInputStream(in.readNBytes(readLength())));
        packet.readUTF();
        if ((header & 0b110) != 0) {
            int packetId = packet.readUnsignedShort();
            write(0x40, new byte[] {(byte) (packetId >> 8), (byte) packetId});
        }
        return new String(packet.readAllBytes(), StandardCharsets.UTF_8);
    }

    private int readLength() throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int part = in.readUnsignedByte();
            length |= (part & 127) << shift;
            if (part < 128) {
                return length;
            }
        }
    }

    private void write(int header, byte[] body) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(header);
        int rest = body.length;
        do {
            packet.write(rest > 127 ? (rest & 127) | 128 : rest);
            rest >>>= 7;
        } while (rest > 0);
        packet.writeBytes(body);
        out.write(packet.toByteArray());
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
