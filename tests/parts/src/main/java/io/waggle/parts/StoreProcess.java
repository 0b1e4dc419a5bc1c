package io.waggle.parts;

import io.waggle.embedded.s3.EmbeddedStore;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A store in a separate process, which can be killed and started again on the same data: MinIO, if {@code WAGGLE_TEST_MINIO}
 * names its server program, otherwise the embedded store. Until it is started, nothing listens on its address.
 */
public final class StoreProcess implements AutoCloseable {

    static final String KEY = "waggle-tests";
    static final String SECRET = "a secret that only tests use";

    private final Path folder;
    private final int port;
    private @Nullable Process process;

    public StoreProcess() {
        try {
            folder = Files.createTempDirectory("waggle-test-store-");
            port = FreePort.next();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Runs the embedded store on a folder and a port, until its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[1]);
        try (EmbeddedStore store = EmbeddedStore.start(Path.of(arguments[0]), "127.0.0.1", port, KEY, SECRET)) {
            System.out.println(store.endpoint());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** The path of MinIO's server program; empty if there is none. */
    static String minio() {
        return System.getenv().getOrDefault("WAGGLE_TEST_MINIO", "");
    }

    /** Starts the store and returns when it listens. */
    public StoreProcess start() {
        ProcessBuilder builder = new ProcessBuilder(minio().isEmpty() ? embedded() : minio(minio()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("MINIO_ROOT_USER", KEY);
        builder.environment().put("MINIO_ROOT_PASSWORD", SECRET);
        try {
            Process started = builder.start();
            process = started;
            awaitListening(started);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the store started", interrupted);
        }
        return this;
    }

    public TestStore store() {
        return new TestStore(minio().isEmpty() ? "embedded" : TestStore.MINIO, "http://127.0.0.1:" + port, KEY, SECRET);
    }

    /** Kills the process as kill -9 does; the data stay. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    private List<String> embedded() {
        return List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                StoreProcess.class.getName(),
                folder.toString(),
                Integer.toString(port));
    }

    private List<String> minio(String program) {
        return List.of(
                program,
                "server",
                folder.resolve("data").toString(),
                "--address",
                "127.0.0.1:" + port,
                "--console-address",
                "127.0.0.1:0");
    }

    private void awaitListening(Process started) throws InterruptedException, IOException {
        while (!listens()) {
            if (started.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "the store ended with " + started.exitValue() + ": " + Files.readString(folder.resolve("log")));
            }
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
