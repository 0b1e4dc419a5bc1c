package io.waggle.parts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers, each given once. They lie below those that systems give to connections that go out: while a server is down, no
 * connection of another test gets its port.
 */
public final class FreePort {

    private static final AtomicInteger candidate =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(15_000, 31_000));

    private FreePort() {}

    public static int next() {
        int port = candidate.getAndIncrement();
        while (!isFree(port)) {
            port = candidate.getAndIncrement();
        }
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
