package io.waggle.system.network;

import io.waggle.system.server.WaggleProcess;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;

/**
 * A TCP proxy in front of the server whose connections a test can cut: both ends see a reset connection, without a DISCONNECT.
 */
public final class BreakableProxy implements Endpoint, AutoCloseable {

    private static final int BUFFER = 8_192;

    private final ServerSocket listener;
    private final int target;
    private final AtomicLong bytesUntilCut = new AtomicLong(Long.MAX_VALUE);
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    public BreakableProxy(WaggleProcess waggle) {
        this(waggle::mqttPort);
    }

    public BreakableProxy(Endpoint target) {
        this.target = target.port();
        try {
            this.listener = new ServerSocket(0, 50, WaggleProcess.ADDRESS);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    /** Cuts all connections. New connections are possible. */
    public void cut() {
        sockets.forEach(BreakableProxy::reset);
        sockets.clear();
    }

    /** Cuts once, after clients have sent this many bytes from now on. */
    public void cutAfter(long bytes) {
        bytesUntilCut.set(bytes);
    }

    @Override
    public void close() {
        cut();
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
                sockets.add(client);
                Socket server = new Socket(WaggleProcess.ADDRESS, target);
                sockets.add(server);
                var up = CompletableFuture.runAsync(() -> copy(client, server, this::count), BreakableProxy::start);
                var down =
                        CompletableFuture.runAsync(() -> copy(server, client, bytes -> bytes), BreakableProxy::start);
                var unused = CompletableFuture.allOf(up, down).thenRun(() -> close(client, server));
            } catch (IOException closed) {
                // The proxy is closed, or the server is down. The client sees its connection end.
                cut();
            }
        }
    }

    /** Returns whether no connection is open, on either side. */
    public boolean isIdle() {
        return sockets.isEmpty();
    }

    private static void start(Runnable task) {
        Thread.ofVirtual().start(task);
    }

    private void close(Socket client, Socket server) {
        reset(client);
        reset(server);
        sockets.remove(client);
        sockets.remove(server);
    }

    /**
     * Copies until one end stops sending. Everything that was sent before arrives at the other end.
     *
     * @param allowance returns how many of the given bytes may pass: fewer, if the connection is cut after them
     */
    private void copy(Socket from, Socket to, IntUnaryOperator allowance) {
        byte[] buffer = new byte[BUFFER];
        try {
            from.setTcpNoDelay(true);
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                int allowed = allowance.applyAsInt(read);
                to.getOutputStream().write(buffer, 0, allowed);
                if (allowed < read) {
                    throw new EOFException("cut");
                }
            }
            to.shutdownOutput();
        } catch (IOException cut) {
            // One end is closed; close the other one too.
            reset(from);
            reset(to);
        }
    }

    private int count(int bytes) {
        long left = bytesUntilCut.getAndUpdate(until -> until < bytes ? Long.MAX_VALUE : until - bytes);
        return (int) Math.min(left, bytes);
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // This is the intended result.
        }
    }
}
