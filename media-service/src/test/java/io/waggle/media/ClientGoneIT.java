package io.waggle.media;

import io.waggle.parts.LogLines;
import io.waggle.parts.RawHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A client that disconnects in the middle of a request or an answer causes one line at debug, and no stack trace. */
class ClientGoneIT {

    private static final String HEAD = "Host: localhost\r\nContent-Type: application/json\r\n";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static int port;

    private LogLines logs;

    @BeforeAll
    static void start() {
        port = RunningMedia.shared().uri().getPort();
    }

    @BeforeEach
    void listen() {
        logs = LogLines.withDebugOf("io.waggle.kit");
    }

    @AfterEach
    void noLineIsAboveDebug() {
        logs.close();
        assertThat(logs.aboveDebug()).isEmpty();
        assertThat(logs.withStackTrace()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Idempotency-Key: k\r\n"})
    void answer_clientResetsInItsMiddle_isOneLineAtDebug(String header) throws IOException {
        String request = "GET /v1/media/api-docs HTTP/1.1\r\n" + HEAD + header + "\r\n";
        try (RawHttp http = RawHttp.connect(port)) {
            http.send(request.repeat(400));
            assertThat(http.read(1)).isEqualTo("H");
            http.reset();
        }

        awaitLine("The client disconnected before the response was sent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":", ""})
    void body_partOfItThenReset_isOneLineAtDebug(String part) throws IOException {
        try (RawHttp http = RawHttp.connect(port)) {
            http.send(post("Expect: 100-continue\r\nContent-Length: 100\r\n\r\n"));
            // The service answers "100 Continue" when it begins to read the body.
            assertThat(http.read(12)).isEqualTo("HTTP/1.1 100");
            http.send(part);
            http.reset();
        }

        awaitLine("A request's body is incomplete");
    }

    @Test
    void body_expectContinueThenClosed_isOneLineAtDebug() throws IOException {
        try (RawHttp http = RawHttp.connect(port)) {
            http.send(post("Expect: 100-continue\r\nContent-Length: 100\r\n\r\n"));
            assertThat(http.read(12)).isEqualTo("HTTP/1.1 100");
        }

        awaitLine("A request's body is incomplete");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 100\r\n\r\n{\"name\":",
                "Transfer-Encoding: chunked\r\n\r\n64\r\n{\"name\":",
                "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"
            })
    void body_cut_isAnsweredWithAProblem(String rest) throws IOException {
        assertThat(RawHttp.answerTo(port, post(rest)))
                .startsWith("HTTP/1.1 400")
                .contains("the body is incomplete");
    }

    private void awaitLine(String line) {
        await().atMost(PATIENCE).until(() -> logs.containOrAlarm(line));
    }

    private static String post(String rest) {
        return "POST /v1/media/uploads HTTP/1.1\r\n" + HEAD + rest;
    }
}
