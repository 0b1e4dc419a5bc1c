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
 * A TCP proxy in front of the server that behaves like a bad network. TCP sends lost pieces again, so they arrive late and
 * delay everything after them. The order is kept within a connection but not between connections.
 *
 * <p>{@link #stall} stops all data in both directions, and neither end notices. {@link #dropClients} closes only the clients'
 * ends: the server keeps connections on which nothing will ever arrive again.
 */
public final class LossyProxy implements Endpoint, AutoCloseable {

    private static final int BACKLOG = 200;

    private final ServerSocket listener;
    private final int target;
    private final Duration delay;
    private final double loss;
    private final Set<Socket> clientSockets = ConcurrentHashMap.newKeySet();
    private final Set<Socket> serverSockets = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch resumed = new CountDownLatch(0);

    /**
     * @param delay the delay of each piece, in each direction
     * @param loss the probability that a piece is lost, each time that it is sent
     */
    public LossyProxy(WaggleProcess waggle, Duration delay, double loss) {
        this.target = waggle.mqttPort();
        this.delay = delay;
        this.loss = loss;
        try {
            this.listener = new ServerSocket(0, BACKLOG, WaggleProcess.ADDRESS);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    public void stall() {
        resumed = new CountDownLatch(1);
    }

    public void resume() {
        resumed.countDown();
    }

    /** Closes the clients' ends. The server's ends stay open and receive nothing more. */
    public void dropClients() {
        Set<Socket> gone = Set.copyOf(clientSockets);
        clientSockets.removeAll(gone);
        gone.forEach(LossyProxy::closeSocket);
    }

    /** Returns how many connections through this proxy the server has open. */
    public int serverConnections() {
        return serverSockets.size();
    }

    @Override
    public void close() {
        resume();
        clientSockets.forEach(LossyProxy::closeSocket);
        serverSockets.forEach(LossyProxy::closeSocket);
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(WaggleProcess.ADDRESS, target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                clientSockets.add(client);
                serverSockets.add(server);
                forward(client, server);
            } catch (IOException closed) {
                // The proxy is closed, or the server is down. The client's connection fails.
            }
        }
    }

    private void forward(Socket client, Socket server) throws IOException {
        LossyChannel up = new LossyChannel(delay, loss, () -> resumed);
        LossyChannel down = new LossyChannel(delay, loss, () -> resumed);
        var fromPhone = client.getInputStream();
        var fromServer = server.getInputStream();
        Thread.ofVirtual().start(() -> up.readFrom(fromPhone));
        Thread.ofVirtual().start(() -> down.readFrom(fromServer));
        Thread.ofVirtual().start(() -> forwardToServer(up, client, server));
        Thread.ofVirtual().start(() -> forwardToPhone(down, client, server));
    }

    /**
     * Forwards everything that a client sent before it ended its connection. Also forwards the end, unless the client was
     * dropped.
     */
    private void forwardToServer(LossyChannel up, Socket client, Socket server) {
        try {
            up.writeTo(server.getOutputStream());
            if (clientSockets.contains(client)) {
                server.shutdownOutput();
            }
        } catch (IOException ended) {
            // The server has ended the connection; the thread of the other direction handles it.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Drops the data for a client that is gone. The server must notice this by itself. */
    private void forwardToPhone(LossyChannel down, Socket client, Socket server) {
        try {
            down.writeTo(new BestEffortOutputStream(client.getOutputStream()));
        } catch (IOException gone) {
            // The client had closed its end before this write.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        serverSockets.remove(server);
        clientSockets.remove(client);
        closeSocket(server);
        closeSocket(client);
    }

    private static void closeSocket(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
