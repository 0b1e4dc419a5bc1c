package io.waggle.embedded.s3;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A client that disconnects in the middle of a download or an upload causes no warning and no stack trace in the log. */
class ClientGoneIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** More than the two sockets' buffers hold. */
    private static final int LARGE = 32 << 20;

    private static final String UPLOAD = "Expect: 100-continue\r\nContent-Length: 1000\r\n";

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    /** Jetty's, which logs at debug that a request failed, after everything else that it logs about the request. */
    private static final Logger REQUESTS =
            (Logger) LoggerFactory.getLogger("org.gaul.shaded.org.eclipse.jetty.server.Request");

    private static final Level BEFORE = ROOT.getLevel();

    @TempDir
    static Path folder;

    private final LogLines logs = new LogLines();

    private EmbeddedStore store;
    private S3Presigner signer;

    @BeforeEach
    void start() throws IOException {
        ROOT.setLevel(Level.WARN);
        REQUESTS.setLevel(Level.DEBUG);
        logs.start();
        ROOT.addAppender(logs);
        // A bucket is a folder, and an object a file.
        Path bucket = Files.createDirectories(folder.resolve("objects/bucket"));
        Files.write(bucket.resolve("large"), new byte[LARGE]);
        store = EmbeddedStore.start(folder, "127.0.0.1", 0, "key", "secret");
        signer = S3Presigner.builder()
                .endpointOverride(URI.create(store.endpoint()))
                .region(Region.of(EmbeddedStore.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    /** The store's end waits for the requests, so that no line comes later. */
    @AfterEach
    void noLineIsAboveDebug() throws IOException {
        signer.close();
        store.close();
        ROOT.detachAppender(logs);
        REQUESTS.setLevel(null);
        ROOT.setLevel(BEFORE);
        assertThat(logs.events)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .extracting(ILoggingEvent::toString)
                .isEmpty();
    }

    @Test
    void download_clientResetsInItsMiddle_logsNothing() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET", toGet("large"), "");
            assertThat(read(socket, "HTTP/1.1 200".length())).isEqualTo("HTTP/1.1 200");
            reset(socket);
        }

        awaitFailed();
    }

    @Test
    void upload_clientResetsInItsMiddle_logsNothing() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "PUT", toPut("half"), UPLOAD);
            assertThat(read(socket, "HTTP/1.1 100".length())).isEqualTo("HTTP/1.1 100");
            socket.getOutputStream().write(new byte[500]);
            reset(socket);
        }

        awaitFailed();
    }

    @Test
    void upload_clientClosesInItsMiddle_isRefused() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "PUT", toPut("half"), UPLOAD);
            assertThat(read(socket, "HTTP/1.1 100 Continue\r\n\r\n".length())).startsWith("HTTP/1.1 100");
            socket.getOutputStream().write(new byte[500]);
            socket.shutdownOutput();

            assertThat(read(socket, "HTTP/1.1 400".length())).isEqualTo("HTTP/1.1 400");
        }
    }

    @Test
    void upload_expectContinueThenClosed_logsNothing() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "PUT", toPut("half"), UPLOAD);
            assertThat(read(socket, "HTTP/1.1 100".length())).isEqualTo("HTTP/1.1 100");
        }

        awaitFailed();
    }

    @Test
    void upload_malformedChunk_isRefused() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "PUT", toPut("half"), "Transfer-Encoding: chunked\r\n");
            socket.getOutputStream().write("2\r\n{}\r\nzz\r\n{}\r\n0\r\n\r\n".getBytes(US_ASCII));
            socket.shutdownOutput();

            assertThat(read(socket, "HTTP/1.1 400".length())).isEqualTo("HTTP/1.1 400");
        }
    }

    private void awaitFailed() {
        await().atMost(MINUTE)
                .until(() -> logs.events.stream()
                        .anyMatch(event -> event.getFormattedMessage().startsWith("failed ")
                                || event.getLevel().isGreaterOrEqual(Level.WARN)));
    }

    private URL toGet(String key) {
        return signer.presignGetObject(request -> request.signatureDuration(MINUTE)
                        .getObjectRequest(get -> get.bucket("bucket").key(key)))
                .url();
    }

    private URL toPut(String key) {
        return signer.presignPutObject(request -> request.signatureDuration(MINUTE)
                        .putObjectRequest(put -> put.bucket("bucket").key(key)))
                .url();
    }

    private Socket connect() throws IOException {
        URI endpoint = URI.create(store.endpoint());
        Socket socket = new Socket();
        // As little as possible lies between the two, so that the server is in the middle of writing.
        socket.setReceiveBufferSize(1_024);
        socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
        return socket;
    }

    private static String read(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), US_ASCII);
    }

    private static void send(Socket socket, String method, URL address, String headers) throws IOException {
        String request = method + " " + address.getFile() + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n"
                + headers + "\r\n";
        socket.getOutputStream().write(request.getBytes(US_ASCII));
    }

    /** Sends RST in place of FIN. */
    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Keeps what is logged. Unlike Logback's list, it can be read meanwhile. */
    private static final class LogLines extends AppenderBase<ILoggingEvent> {

        final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    }
}
