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

/** A connection between a phone and the server that can be cut: both ends then see a connection reset without a DISCONNECT. */
public final class BreakableProxy implements Endpoint, AutoCloseable {

    private static final int BUFFER = 8_192;

    private final ServerSocket entrance;
    private final int target;
    private final AtomicLong bytesUntilCut = new AtomicLong(Long.MAX_VALUE);
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();

    public BreakableProxy(WaggleProcess waggle) {
        this(waggle::mqttPort);
    }

    public BreakableProxy(Endpoint target) {
        this.target = target.port();
        try {
            this.entrance = new ServerSocket(0, 50, WaggleProcess.ADDRESS);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    @Override
    public int port() {
        return entrance.getLocalPort();
    }

    /** Ends every connection through it. New connections are possible. */
    public void cut() {
        ends.forEach(BreakableProxy::reset);
        ends.clear();
    }

    /** Cuts once, after phones have sent so many bytes from now on. */
    public void cutAfter(long bytes) {
        bytesUntilCut.set(bytes);
    }

    @Override
    public void close() {
        cut();
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
                ends.add(phone);
                Socket server = new Socket(WaggleProcess.ADDRESS, target);
                ends.add(server);
                var up = CompletableFuture.runAsync(() -> copy(phone, server, this::count), BreakableProxy::start);
                var down = CompletableFuture.runAsync(() -> copy(server, phone, bytes -> bytes), BreakableProxy::start);
                var unused = CompletableFuture.allOf(up, down).thenRun(() -> close(phone, server));
            } catch (IOException closed) {
                // The cable is closed, or the server is down: the phone sees its connection end.
                cut();
            }
        }
    }

    /** Returns whether no connection uses the cable, at either end. */
    public boolean isIdle() {
        return ends.isEmpty();
    }

    private static void start(Runnable task) {
        Thread.ofVirtual().start(task);
    }

    private void close(Socket phone, Socket server) {
        reset(phone);
        reset(server);
        ends.remove(phone);
        ends.remove(server);
    }

    /**
     * Copies until one end stops sending; everything that was sent before arrives at the other end.
     *
     * @param allowance returns how many of so many bytes may pass; fewer if the cable is cut after them
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
