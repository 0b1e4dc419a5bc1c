package io.waggle.parts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports for servers. Each port is given out once, and never by two JVMs. The ports lie below the range that systems use
 * for outgoing connections, so while a server is down, no connection of another test takes its port.
 *
 * <p>Ports are reserved in blocks: the JVM that listens on a block's first port owns the others.
 */
public final class FreePort {

    private static final int FIRST = 15_000;
    private static final int BLOCKS = 160;
    private static final int BLOCK = 100;

    /** These sockets stay open until this JVM ends. */
    private static final List<ServerSocket> claims = new ArrayList<>();

    private static int candidate;
    private static int end;

    private FreePort() {}

    public static synchronized int next() {
        int port;
        do {
            if (candidate == end) {
                claimBlock();
            }
            port = candidate++;
        } while (!isFree(port));
        return port;
    }

    private static void claimBlock() {
        int start = ThreadLocalRandom.current().nextInt(BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            int first = FIRST + (start + i) % BLOCKS * BLOCK;
            try {
                claims.add(listen(first));
                candidate = first + 1;
                end = first + BLOCK;
                return;
            } catch (IOException others) {
                // The block is taken; the next one may be free.
            }
        }
        throw new IllegalStateException("all ports for tests are taken");
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = listen(port)) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
