package io.waggle.system.walk;

import io.waggle.system.client.Ack;
import io.waggle.system.client.Login;
import io.waggle.system.client.PacketBody;
import io.waggle.system.network.Endpoint;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;
import io.waggle.system.walk.Packet.Properties;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An MQTT 5 or 3.1.1 connection that handles single packets and reads on one virtual thread: it is light enough for many
 * connections, and reports every PUBACK.
 */
final class RawLink implements Link {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final int KEEP_ALIVE_SECONDS = 600;
    private static final int MAX_PACKET_ID = 65_535;

    private final Login login;
    private final boolean mqtt5;
    private final boolean batch;
    private final Listener listener;
    private final Socket socket;
    private final DataInputStream in;
    private final AtomicInteger packetIds = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Ack>> awaited = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean leaving;

    RawLink(Endpoint endpoint, Login login, boolean mqtt5, boolean batch, Listener listener) throws IOException {
        this.login = login;
        this.mqtt5 = mqtt5;
        this.batch = batch;
        this.listener = listener;
        socket = new Socket(WaggleProcess.ADDRESS, endpoint.port());
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    @Override
    public void connect() throws IOException {
        PacketBody body = new PacketBody()
                .text("MQTT")
                .oneByte(mqtt5 ? 5 : 4)
                .oneByte(0b1100_0010)
                .twoBytes(KEEP_ALIVE_SECONDS);
        PacketBody ack = new PacketBody().oneByte(0x26).text("ack").text("batch");
        properties(body, batch ? ack : new PacketBody());
        body.text(login.did()).text(login.uid()).text(login.accessToken());
        try {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            write(body.packet(0x10));
            Packet connack = Packet.read(in);
            socket.setSoTimeout(0);
            if (connack.type() != Packet.CONNACK || connack.body()[1] != 0) {
                throw new IOException("refused with " + (connack.body()[1] & 0xff));
            }
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
        listener.connected();
        Thread.ofVirtual().start(this::read);
    }

    @Override
    public CompletableFuture<Ack> publish(String topic, byte[] payload, String correlation) {
        int packetId = packetIds.updateAndGet(last -> last % MAX_PACKET_ID + 1);
        CompletableFuture<Ack> ack = new CompletableFuture<>();
        awaited.put(packetId, ack);
        PacketBody body = new PacketBody().text(topic).twoBytes(packetId);
        PacketBody properties = new PacketBody();
        if (!correlation.isEmpty()) {
            properties.oneByte(0x08).text(login.deviceTopic()).oneByte(0x09).text(correlation);
        }
        properties(body, properties);
        try {
            write(body.bytes(payload).packet(0x32));
        } catch (IOException gone) {
            ack.completeExceptionally(gone);
        }
        if (ended.isDone()) {
            ack.completeExceptionally(new EOFException("ended"));
        }
        return ack;
    }

    @Override
    public void leave() {
        sendDisconnect();
        Eventually.within(TIMEOUT, ended);
    }

    /** Locks, so that no DISCONNECT is sent between the logging of an acknowledgement and the sending of it. */
    private synchronized void sendDisconnect() {
        leaving = true;
        listener.leaving();
        try {
            write(new PacketBody().packet(0xe0));
        } catch (IOException gone) {
            // The reader handles this, too.
        }
    }

    @Override
    public void breakConnection() {
        close();
        Eventually.within(TIMEOUT, ended);
    }

    @Override
    public boolean isOpen() {
        return !leaving && !socket.isClosed();
    }

    private void read() {
        boolean clean = false;
        try {
            while (true) {
                receive(Packet.read(in));
            }
        } catch (EOFException closed) {
            clean = leaving;
        } catch (IOException broken) {
            clean = false;
        } finally {
            close();
            listener.ended(clean);
            ended.complete(null);
            awaited.values().forEach(ack -> ack.completeExceptionally(new EOFException("ended")));
        }
    }

    private void receive(Packet packet) throws IOException {
        ByteBuffer content = packet.content();
        if (packet.type() == Packet.PUBLISH) {
            Packet.text(content);
            int packetId = packet.qos() == 0 ? 0 : content.getShort() & 0xffff;
            Properties properties = mqtt5 ? Properties.read(content) : Properties.NONE;
            byte[] payload = new byte[content.remaining()];
            content.get(payload);
            synchronized (this) {
                listener.received(payload, properties.correlation(), () -> acknowledge(packetId));
            }
        } else if (packet.type() == Packet.PUBACK) {
            CompletableFuture<Ack> ack = awaited.remove(content.getShort() & 0xffff);
            if (ack != null) {
                ack.complete(ack(content));
            }
        }
    }

    private Ack ack(ByteBuffer rest) {
        if (!mqtt5) {
            return new Ack.Plain();
        }
        int reason = rest.hasRemaining() ? rest.get() & 0xff : 0;
        Properties properties = rest.hasRemaining() ? Properties.read(rest) : Properties.NONE;
        if (reason >= 0x80) {
            return new Ack.Refused(reason, properties.reason(), "");
        }
        return properties.seq() == 0 ? new Ack.Plain() : new Ack.Committed(properties.seq(), "");
    }

    private void acknowledge(int packetId) {
        if (packetId != 0) {
            try {
                write(new PacketBody().twoBytes(packetId).packet(0x40));
            } catch (IOException gone) {
                // The write failed; the reader handles the end of the connection.
            }
        }
    }

    private void properties(PacketBody body, PacketBody properties) {
        if (mqtt5) {
            body.part(properties);
        }
    }

    private synchronized void write(byte[] packet) throws IOException {
        socket.getOutputStream().write(packet);
    }

    private void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            // The end is reported already.
        }
    }
}
