package io.waggle.fabric;

import org.assertj.core.api.Assertions;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** A real nats-server on a free port, for tests. */
public final class NatsServer implements AutoCloseable {

    private static final String LISTENING = "Listening for client connections on ";

    private final Process process;
    private final String url;

    private NatsServer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    public static NatsServer start() throws IOException, InterruptedException {
        return start("-1");
    }

    /** Another one at the address of this one, which has ended. */
    public NatsServer again() throws IOException, InterruptedException {
        return start(url.substring(url.lastIndexOf(':') + 1));
    }

    private static NatsServer start(String port) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(binary().toString(), "-a", "127.0.0.1", "-p", port)
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.contains(LISTENING)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("nats-server ended with " + process.waitFor());
        }
        Thread.ofVirtual().start(() -> drain(output));
        String address = line.substring(line.indexOf(LISTENING) + LISTENING.length());
        return new NatsServer(process, "nats://" + address.strip());
    }

    public String url() {
        return url;
    }

    /** Ends it as kill -9 does. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    /** It logs little, but a full pipe would stop it. */
    private static void drain(BufferedReader output) {
        try (output) {
            output.lines().forEach(logged -> {});
        } catch (IOException | UncheckedIOException ended) {
            // With the process, which is what this waits for.
        }
    }

    private static Path binary() {
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
        Stream<Path> candidates =
                Arrays.stream(path.split(File.pathSeparator)).map(folder -> Path.of(folder, "nats-server"));
        return candidates
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> Assertions.fail("These tests need nats-server: apt-get install nats-server"));
    }
}
