package io.waggle.system.network;

import io.waggle.system.server.WaggleProcess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A bad network to the server. TCP sends lost pieces again, so they arrive late, and delay everything after them; the order is
 * kept within a connection but not between connections.
 *
 * <p>A phone may go dark: nothing passes in either direction, and neither end notices. A phone may vanish: the server keeps a
 * connection on which nothing will ever arrive again.
 */
public final class LossyProxy implements Endpoint, AutoCloseable {

    private static final int BACKLOG = 200;

    private final ServerSocket entrance;
    private final int target;
    private final Duration oneWay;
    private final double loss;
    private final Set<Socket> phones = ConcurrentHashMap.newKeySet();
    private final Set<Socket> servers = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch light = new CountDownLatch(0);

    /**
     * @param oneWay the delay of each piece, in each direction
     * @param loss the probability that a piece is lost, each time that it is sent
     */
    public LossyProxy(WaggleProcess waggle, Duration oneWay, double loss) {
        this.target = waggle.mqttPort();
        this.oneWay = oneWay;
        this.loss = loss;
        try {
            this.entrance = new ServerSocket(0, BACKLOG, WaggleProcess.ADDRESS);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    @Override
    public int port() {
        return entrance.getLocalPort();
    }

    public void stall() {
        light = new CountDownLatch(1);
    }

    public void resume() {
        light.countDown();
    }

    /** Closes the phones' ends; the server's ends stay open and receive nothing more. */
    public void dropClients() {
        Set<Socket> gone = Set.copyOf(phones);
        phones.removeAll(gone);
        gone.forEach(LossyProxy::end);
    }

    /** Returns how many connections through this cable the server holds. */
    public int serverConnections() {
        return servers.size();
    }

    @Override
    public void close() {
        resume();
        phones.forEach(LossyProxy::end);
        servers.forEach(LossyProxy::end);
        try {
            entrance.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket phone = entrance.accept();
                Socket server = new Socket(WaggleProcess.ADDRESS, target);
                phone.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                phones.add(phone);
                servers.add(server);
                carry(phone, server);
            } catch (IOException closed) {
                // The cable is closed, or the server is down: the phone's connection fails.
            }
        }
    }

    private void carry(Socket phone, Socket server) throws IOException {
        LossyChannel up = new LossyChannel(oneWay, loss, () -> light);
        LossyChannel down = new LossyChannel(oneWay, loss, () -> light);
        var fromPhone = phone.getInputStream();
        var fromServer = server.getInputStream();
        Thread.ofVirtual().start(() -> up.readFrom(fromPhone));
        Thread.ofVirtual().start(() -> down.readFrom(fromServer));
        Thread.ofVirtual().start(() -> forwardToServer(up, phone, server));
        Thread.ofVirtual().start(() -> forwardToPhone(down, phone, server));
    }

    /**
     * Passes on everything that a phone sent before it ended its connection, and the end, unless the phone has vanished: then
     * the end is not passed on.
     */
    private void forwardToServer(LossyChannel up, Socket phone, Socket server) {
        try {
            up.writeTo(server.getOutputStream());
            if (phones.contains(phone)) {
                server.shutdownOutput();
            }
        } catch (IOException ended) {
            // The server has ended the connection; the thread of the other direction handles it.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Drops data for a phone that has gone; the server must notice this by itself. */
    private void forwardToPhone(LossyChannel down, Socket phone, Socket server) {
        try {
            down.writeTo(new BestEffortOutputStream(phone.getOutputStream()));
        } catch (IOException gone) {
            // The phone had closed its end before this write.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        servers.remove(server);
        phones.remove(phone);
        end(server);
        end(phone);
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
