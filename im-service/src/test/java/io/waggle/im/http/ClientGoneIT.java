package io.waggle.im.http;

import io.waggle.im.HttpCalls;
import io.waggle.im.NoSchedules;
import io.waggle.im.RunningService;
import io.waggle.parts.LogLines;
import io.waggle.parts.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A client that disconnects in the middle, or that sends what is not HTTP, causes at most a line at debug. */
class ClientGoneIT {

    private static final String HEAD = "Host: localhost\r\nContent-Type: application/json\r\n";

    private static RunningService service;

    private LogLines logs;

    @BeforeAll
    static void start() {
        service = RunningService.start(NoSchedules.properties());
    }

    @AfterAll
    static void stop() {
        service.close();
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
        String request = "GET /v3/api-docs HTTP/1.1\r\n" + HEAD + header + "\r\n";
        try (RawHttp http = connect()) {
            http.send(request.repeat(200));
            assertThat(http.read(1)).isEqualTo("H");
            http.reset();
        }

        awaitLine("The client disconnected before the response was sent");
    }

    @Test
    void body_halfOfItThenReset_isOneLineAtDebug() throws IOException {
        try (RawHttp http = connect()) {
            http.send("POST /v1/accounts HTTP/1.1\r\n" + HEAD + "Expect: 100-continue\r\nContent-Length: 100\r\n\r\n");
            // It says "100 Continue" when it has begun to read the body.
            assertThat(http.read(12)).isEqualTo("HTTP/1.1 100");
            http.send("{\"username\":");
            http.reset();
        }

        awaitLine("A request's body is incomplete");
    }

    @Test
    void body_expectContinueThenClosed_isOneLineAtDebug() throws IOException {
        try (RawHttp http = connect()) {
            http.send("POST /v1/accounts HTTP/1.1\r\n" + HEAD + "Expect: 100-continue\r\nContent-Length: 100\r\n\r\n");
            assertThat(http.read(12)).isEqualTo("HTTP/1.1 100");
        }

        awaitLine("A request's body is incomplete");
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

        assertThat(answer).startsWith("HTTP/1.1 400").contains("the body is incomplete");
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
        await().atMost(RunningService.PATIENCE).until(() -> logs.containOrAlarm(line));
    }

    private static RawHttp connect() throws IOException {
        return RawHttp.connect(service.port());
    }

    private static String answerTo(String request) throws IOException {
        return RawHttp.answerTo(service.port(), request);
    }
}
