package io.waggle.im.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.waggle.im.HttpCalls;
import io.waggle.im.NoSchedules;
import io.waggle.im.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a client does to its connection, or leaves undone, is no error of ours: nobody is woken by it. */
class ClientGoneIT {

    private static final String HEAD = "Host: localhost\r\nContent-Type: application/json\r\n";
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private static final Logger EDGE = (Logger) LoggerFactory.getLogger("io.waggle.service");

    private static RunningService service;
    private static Level before;

    private final ListAppender<ILoggingEvent> logs = new ListAppender<>();

    @BeforeAll
    static void start() {
        service = RunningService.start(NoSchedules.properties());
        before = EDGE.getLevel();
        EDGE.setLevel(Level.DEBUG);
    }

    @AfterAll
    static void stop() {
        EDGE.setLevel(before);
        service.close();
    }

    @BeforeEach
    void listen() {
        logs.start();
        ROOT.addAppender(logs);
    }

    @AfterEach
    void noLineIsAboveDebug() {
        ROOT.detachAppender(logs);
        assertThat(logs.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .extracting(ILoggingEvent::toString)
                .isEmpty();
        assertThat(logs.list)
                .filteredOn(
                        event -> event.getLoggerName().startsWith("io.waggle.") && event.getThrowableProxy() != null)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Idempotency-Key: k\r\n"})
    void answer_clientResetsInItsMiddle_isOneLineAtDebug(String header) throws IOException {
        String request = "GET /v3/api-docs HTTP/1.1\r\n" + HEAD + header + "\r\n";
        try (Socket socket = new Socket()) {
            // As little as possible lies between the two, so that the server is in the middle of writing.
            socket.setReceiveBufferSize(1_024);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
            socket.getOutputStream().write(request.repeat(200).getBytes(UTF_8));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            reset(socket);
        }

        awaitLine("The client left before it had its answer");
    }

    @Test
    void body_halfOfItThenReset_isOneLineAtDebug() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(("POST /v1/accounts HTTP/1.1\r\n" + HEAD
                                    + "Expect: 100-continue\r\nContent-Length: 100\r\n\r\n")
                            .getBytes(UTF_8));
            // It says "100 Continue" when it has begun to read the body.
            assertThat(socket.getInputStream().readNBytes(12)).isEqualTo("HTTP/1.1 100".getBytes(UTF_8));
            socket.getOutputStream().write("{\"username\":".getBytes(UTF_8));
            reset(socket);
        }

        awaitLine("A request's body did not come whole");
    }

    @Test
    void body_expectContinueThenClosed_isOneLineAtDebug() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(("POST /v1/accounts HTTP/1.1\r\n" + HEAD
                                    + "Expect: 100-continue\r\nContent-Length: 100\r\n\r\n")
                            .getBytes(UTF_8));
            assertThat(socket.getInputStream().readNBytes(12)).isEqualTo("HTTP/1.1 100".getBytes(UTF_8));
        }

        awaitLine("A request's body did not come whole");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 100\r\n\r\n{\"username\":",
                "Transfer-Encoding: chunked\r\n\r\n64\r\n{\"username\":",
                "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"
            })
    void body_cut_isAnsweredWithAProblem(String rest) throws IOException {
        String answer = answerTo("POST /v1/accounts HTTP/1.1\r\n" + HEAD + rest);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("the body did not come whole");
    }

    @Test
    void header_tooLarge_isAnsweredWithAProblem() throws IOException {
        String answer = answerTo("GET /v1/me HTTP/1.1\r\n" + HEAD + "Big: " + "x".repeat(100_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BREW /v1/me HTTP/1.1\r\n",
                "TRACE /v1/me HTTP/1.1\r\n",
                "CONNECT /v1/me HTTP/1.1\r\n",
                "GET /v1/users/\u00ff\u00fe HTTP/1.1\r\n",
                "GET /v1/users?username=%ff%fe HTTP/1.1\r\n",
                "GET /v1/me HTTP/9.9\r\n"
            })
    void request_unknownMethodOrBadBytes_isAnsweredWithAProblem(String line) throws IOException {
        HttpCalls.User user = service.http().newUser();
        String answer =
                answerTo(line + HEAD + "Connection: close\r\nAuthorization: Bearer " + user.accessToken() + "\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 ")
                .contains("application/problem+json")
                .contains("\"code\":\"");
        assertThat(answer).doesNotStartWith("HTTP/1.1 500");
    }

    @Test
    void body_invalidUtf8_isAnsweredWithAProblem() throws IOException {
        String answer = answerTo("POST /v1/accounts HTTP/1.1\r\n" + HEAD
                + "Connection: close\r\nContent-Length: 7\r\n\r\n" + "{\"\u00c3(\":1");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }

    private void awaitLine(String line) {
        await().atMost(RunningService.PATIENCE)
                .until(() -> List.copyOf(logs.list).stream()
                        .anyMatch(event -> event.getFormattedMessage().contains(line)
                                || event.getLevel().isGreaterOrEqual(Level.WARN)));
    }

    private static Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), service.port());
    }

    /** The next close sends RST in place of FIN. */
    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** What is answered to a request after which nothing more comes. */
    private static String answerTo(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
