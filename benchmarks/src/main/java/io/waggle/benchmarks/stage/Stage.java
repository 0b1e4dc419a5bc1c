package io.waggle.benchmarks.stage;

import io.waggle.standalone.Waggle;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Where scenarios run: servers in processes of their own, each started when the first scenario asks for it. */
public final class Stage implements AutoCloseable {

    /** As the benchmark has always measured: one heap for every machine, and none that grows in the middle. */
    private static final List<String> MEASURED_HEAP = List.of("-Xms1g", "-Xmx2g", "-XX:+UseParallelGC");

    private final Path folder;
    private final Consumer<String> out;
    private final FigureLog figures = new FigureLog();
    private final List<Server> servers = new ArrayList<>();
    private @Nullable Running waggle;
    private @Nullable Running relay;

    /**
     * @param folder for the servers' data and logs
     * @param out what takes each line that is said
     */
    public Stage(Path folder, Consumer<String> out) {
        this.folder = folder;
        this.out = out;
    }

    /** A server, and where it listens. The relay has MQTT alone. */
    public record Running(Server server, int http, int mqtt, int ws) {}

    /** All of Waggle, with the heap that the benchmark always has; one for all scenarios that compare. */
    public Running waggle() throws IOException, InterruptedException {
        if (waggle == null) {
            waggle = newWaggle(MEASURED_HEAP);
        }
        return waggle;
    }

    /** All of Waggle, for one scenario alone. */
    public Running newWaggle(List<String> javaOptions) throws IOException, InterruptedException {
        int http = freePort();
        int mqtt = freePort();
        int ws = freePort();
        String name = "waggle-" + (servers.size() + 1);
        Path log = folder.resolve(name + ".log");
        say("Starting Waggle, log in " + log);
        Server server = Server.start(
                log,
                Map.of("WAGGLE_ACCOUNTS_BCRYPT_STRENGTH", "4"),
                "Waggle is ready",
                javaOptions,
                Waggle.class.getName(),
                "--data",
                folder.resolve(name).toString(),
                "--http",
                Integer.toString(http),
                "--mqtt",
                Integer.toString(mqtt),
                "--ws",
                Integer.toString(ws),
                "--s3",
                Integer.toString(freePort()));
        servers.add(server);
        return new Running(server, http, mqtt, ws);
    }

    /** The same broker without Waggle. */
    public Running relay() throws IOException, InterruptedException {
        if (relay == null) {
            int mqtt = freePort();
            say("Starting a bare relay, log in " + folder.resolve("bare.log"));
            Server server = Server.start(
                    folder.resolve("bare.log"),
                    Map.of(),
                    Server.READY,
                    MEASURED_HEAP,
                    BareRelay.class.getName(),
                    folder.resolve("bare").toString(),
                    Integer.toString(mqtt));
            servers.add(server);
            relay = new Running(server, 0, mqtt, 0);
        }
        return relay;
    }

    public FigureLog figures() {
        return figures;
    }

    public void say(String line) {
        out.accept(line);
    }

    @Override
    public void close() {
        servers.forEach(Server::close);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
