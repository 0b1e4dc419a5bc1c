package io.waggle.parts;

import io.waggle.embedded.store.EmbeddedStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The one place where tests get an S3 store from: MinIO, if {@code WAGGLE_TEST_MINIO} names its server's program, otherwise the
 * embedded one. One per JVM, started with the first use and gone with the JVM.
 *
 * @param endpoint such as {@code http://127.0.0.1:9000}
 */
public record TestStore(String title, String endpoint, String accessKey, String secretKey) {

    private static final Logger log = LoggerFactory.getLogger(TestStore.class);
    private static final String KEY = "waggle-tests";
    private static final String SECRET = "a secret of nothing but tests";

    public static TestStore shared() {
        return Holder.STORE;
    }

    public boolean isMinio() {
        return title.equals("MinIO");
    }

    private static TestStore start() {
        String minio = System.getenv("WAGGLE_TEST_MINIO");
        try {
            Path folder = Files.createTempDirectory("waggle-test-store-");
            return minio == null || minio.isBlank() ? embedded(folder) : minio(Path.of(minio), folder);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the test store started", interrupted);
        }
    }

    private static TestStore embedded(Path folder) throws IOException {
        log.info("Tests use the embedded store, since WAGGLE_TEST_MINIO names no MinIO");
        EmbeddedStore store = EmbeddedStore.start(folder, "127.0.0.1", 0, KEY, SECRET);
        atEnd(folder, () -> {});
        return new TestStore("embedded", store.endpoint(), KEY, SECRET);
    }

    private static TestStore minio(Path program, Path folder) throws IOException, InterruptedException {
        log.info("Tests use MinIO, {}", program);
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        "server",
                        folder.resolve("data").toString(),
                        "--address",
                        "127.0.0.1:" + port,
                        "--console-address",
                        "127.0.0.1:" + freePort())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("MINIO_ROOT_USER", KEY);
        builder.environment().put("MINIO_ROOT_PASSWORD", SECRET);
        Process process = builder.start();
        atEnd(folder, () -> process.destroyForcibly().onExit().join());
        awaitListening(process, port);
        return new TestStore("MinIO", "http://127.0.0.1:" + port, KEY, SECRET);
    }

    private static void awaitListening(Process process, int port) throws InterruptedException {
        while (!listens(port)) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("MinIO ended with " + process.exitValue());
            }
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void atEnd(Path folder, Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.run();
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException left) {
                log.warn("Could not delete {}", folder, left);
            }
        }));
    }

    /** Loaded, and with it the store started, when the first test asks. */
    private static final class Holder {
        static final TestStore STORE = start();
    }
}
