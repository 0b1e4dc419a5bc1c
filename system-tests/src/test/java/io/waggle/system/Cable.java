package io.waggle.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way between a phone and the server, which can be cut: both ends then see their connection reset, without goodbye. */
final class Cable implements AutoCloseable {

    private final ServerSocket entrance;
    private final int target;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();

    Cable(WaggleProcess waggle) {
        this.target = waggle.mqttPort();
        try {
            this.entrance = new ServerSocket(0, 50, WaggleProcess.ADDRESS);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Ends every connection through it. New ones may be made. */
    void cut() {
        ends.forEach(Cable::reset);
        ends.clear();
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
                Thread.ofVirtual().start(() -> copy(phone, server));
                Thread.ofVirtual().start(() -> copy(server, phone));
            } catch (IOException closed) {
                // The cable is put away, or the server is not there: the phone sees its connection end.
                cut();
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.setTcpNoDelay(true);
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // Either end is gone, and with it the other.
        }
        reset(from);
        reset(to);
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // It is what was wanted.
        }
    }
}
