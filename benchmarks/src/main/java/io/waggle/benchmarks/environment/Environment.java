package io.waggle.benchmarks.environment;

import io.waggle.standalone.Waggle;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The servers of the scenarios, in separate processes, and the output of the scenarios. Each server is started when a scenario
 * first needs it.
 */
public final class Environment implements AutoCloseable {

    /** The same heap for all runs and machines, so that figures can be compared. */
    private static final List<String> MEASURED_HEAP = List.of("-Xms1g", "-Xmx2g", "-XX:+UseParallelGC");

    private final Path folder;
    private final Consumer<String> out;
    private final FigureLog figures = new FigureLog();
    private final List<Server> servers = new ArrayList<>();
    private @Nullable Running waggle;
    private @Nullable Running relay;

    /**
     * @param folder for the servers' data and logs
     * @param out receives each line of output
     */
    public Environment(Path folder, Consumer<String> out) {
        this.folder = folder;
        this.out = out;
    }

    /** A running server with its ports. The relay has only MQTT. */
    public record Running(Server server, int http, int mqtt, int ws) {}

    /** Returns Waggle with the benchmark's standard heap, shared by all scenarios that compare. */
    public Running waggle() throws IOException, InterruptedException {
        if (waggle == null) {
            waggle = newWaggle(MEASURED_HEAP);
        }
        return waggle;
    }

    /** Starts a Waggle for one scenario only. */
    public Running newWaggle(List<String> javaOptions) throws IOException, InterruptedException {
        int http = freePort();
        int mqtt = freePort();
        int ws = freePort();
        String name = "waggle-" + (servers.size() + 1);
        Path logFile = folder.resolve(name + ".log");
        say("Starting Waggle, log in " + logFile);
        Server server = Server.start(
                logFile,
                // A few senders stand for many: no limit holds back what is measured.
                Map.of("WAGGLE_ACCOUNTS_BCRYPT_STRENGTH", "4", "WAGGLE_MESSAGES_RATE_PER_SECOND", "0"),
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

    /** Returns the same broker without Waggle. */
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
