package io.waggle.standalone;

import io.waggle.parts.FreePort;

import java.util.List;

/** Ports that nobody listened on a moment ago. */
record Ports(int http, int mqtt, int ws, int s3) {

    static Ports free() {
        return new Ports(FreePort.next(), FreePort.next(), FreePort.next(), FreePort.next());
    }

    List<String> arguments() {
        return List.of("--http", "" + http, "--mqtt", "" + mqtt, "--ws", "" + ws, "--s3", "" + s3);
    }
}
