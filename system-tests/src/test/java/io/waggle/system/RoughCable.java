package io.waggle.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A bad way to the server. What is lost on it TCP sends again, so that it comes late, and with it all that is behind it; order
 * within a connection is kept, and between connections it is not.
 *
 * <p>A phone may go dark: nothing passes in either direction, and neither end notices. It may vanish: the server still holds a
 * connection on which nobody will ever speak again.
 */
public final class RoughCable implements Entrance, AutoCloseable {

    private static final int BACKLOG = 200;

    private final ServerSocket entrance;
    private final int target;
    private final Duration oneWay;
    private final double loss;
    private final Set<Socket> phones = ConcurrentHashMap.newKeySet();
    private final Set<Socket> servers = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch light = new CountDownLatch(0);

    /**
     * @param oneWay what each piece takes, in each direction
     * @param loss how likely a piece is lost, each time that it is sent
     */
    public RoughCable(WaggleProcess waggle, Duration oneWay, double loss) {
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

    void goDark() {
        light = new CountDownLatch(1);
    }

    void comeBack() {
        light.countDown();
    }

    /** The phones' ends are gone; the server's ends stay, and hear nothing more. */
    void vanish() {
        Set<Socket> gone = Set.copyOf(phones);
        phones.removeAll(gone);
        gone.forEach(RoughCable::end);
    }

    /** How many connections the server holds that came through here. */
    int held() {
        return servers.size();
    }

    @Override
    public void close() {
        comeBack();
        phones.forEach(RoughCable::end);
        servers.forEach(RoughCable::end);
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
                // It is put away, or the server is not there: the phone sees nobody answer.
            }
        }
    }

    private void carry(Socket phone, Socket server) throws IOException {
        RoughWay up = new RoughWay(oneWay, loss, () -> light);
        RoughWay down = new RoughWay(oneWay, loss, () -> light);
        var fromPhone = phone.getInputStream();
        var fromServer = server.getInputStream();
        Thread.ofVirtual().start(() -> up.takeIn(fromPhone));
        Thread.ofVirtual().start(() -> down.takeIn(fromServer));
        Thread.ofVirtual().start(() -> speakToServer(up, phone, server));
        Thread.ofVirtual().start(() -> speakToPhone(down, phone, server));
    }

    /** What a phone said before it ended its connection is heard, unless it has vanished: then there is no end to be heard. */
    private void speakToServer(RoughWay up, Socket phone, Socket server) {
        try {
            up.handOut(server.getOutputStream());
            if (phones.contains(phone)) {
                server.shutdownOutput();
            }
        } catch (IOException ended) {
            // The server has ended it, which its other direction tells.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is said to a phone that has gone is lost; it is for the server to notice. */
    private void speakToPhone(RoughWay down, Socket phone, Socket server) {
        try {
            down.handOut(new Swallowing(phone.getOutputStream()));
        } catch (IOException gone) {
            // It had gone before it was spoken to.
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
