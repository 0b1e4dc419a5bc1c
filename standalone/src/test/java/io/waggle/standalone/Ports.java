package io.waggle.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** Ports that nobody listened on a moment ago. */
record Ports(int http, int mqtt, int ws, int s3) {

    static Ports free() throws IOException {
        try (ServerSocket http = probe();
                ServerSocket mqtt = probe();
                ServerSocket ws = probe();
                ServerSocket s3 = probe()) {
            return new Ports(http.getLocalPort(), mqtt.getLocalPort(), ws.getLocalPort(), s3.getLocalPort());
        }
    }

    List<String> arguments() {
        return List.of("--http", "" + http, "--mqtt", "" + mqtt, "--ws", "" + ws, "--s3", "" + s3);
    }

    private static ServerSocket probe() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
