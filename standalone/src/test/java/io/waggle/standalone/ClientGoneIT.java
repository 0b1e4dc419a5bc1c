package io.waggle.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.waggle.fabric.InProcessFabric;
import io.waggle.im.ImService;
import io.waggle.parts.LogLines;
import io.waggle.parts.RawHttp;
import io.waggle.parts.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A client that disconnects in the middle of a request or an answer that {@link MediaProxy} passes on is not taken for
 * a media-service that does not answer.
 */
class ClientGoneIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String HEAD = "Host: localhost\r\nContent-Type: application/json\r\n";
    private static final String GET = "GET /v1/media/0SA0A0QVX6922 HTTP/1.1\r\n" + HEAD + "\r\n";
    private static final String POST = "POST /v1/media/uploads HTTP/1.1\r\n" + HEAD;
    private static final String CLIENT_LEFT = "The client disconnected before the response was sent";
    /** More than the two sockets' buffers hold. */
    private static final int LARGE = 32 << 20;

    private static final AtomicInteger asked = new AtomicInteger();
    private static final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private static volatile CountDownLatch mayAnswer = new CountDownLatch(0);

    private static HttpServer media;
    private static ConfigurableApplicationContext service;
    private static MediaProxy proxy;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        media = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        media.setExecutor(threads);
        media.createContext("/", ClientGoneIT::answer);
        media.start();
        proxy = new MediaProxy();
        TestDatabase.Schema schema = TestDatabase.newSchema();
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", 0);
        properties.put("server.address", "127.0.0.1");
        properties.put("waggle.db.url", schema.jdbcUrl());
        properties.put("waggle.db.user", schema.user());
        properties.put("waggle.db.password", schema.password());
        properties.put("waggle.accounts.bcrypt-strength", 4);
        service = ImService.start(new InProcessFabric(), properties, Map.of("/v1/media/*", proxy), List.of());
        port = Objects.requireNonNull(((WebServerApplicationContext) service).getWebServer())
                .getPort();
    }

    @AfterAll
    static void stop() {
        service.close();
        media.stop(0);
        threads.close();
    }

    @BeforeEach
    void lead() {
        asked.set(0);
        proxy.forwardTo(media.getAddress().getPort());
    }

    @Test
    void answer_clientResetsInItsMiddle_isOneLineAtDebug() throws IOException {
        try (LogLines logs = LogLines.withDebugOf("io.waggle.standalone")) {
            try (RawHttp http = RawHttp.connect(port)) {
                http.send(GET);
                assertThat(http.read(12)).isEqualTo("HTTP/1.1 200");
                http.reset();
            }

            await().atMost(PATIENCE).until(() -> logs.containOrAlarm(CLIENT_LEFT));
            assertThat(logs.aboveDebug()).isEmpty();
            assertThat(logs.withStackTrace()).isEmpty();
        }
    }

    @Test
    void answer_clientResetsBeforeIt_isOneLineAtDebug() throws IOException {
        mayAnswer = new CountDownLatch(1);
        try (LogLines logs = LogLines.withDebugOf("io.waggle.standalone")) {
            try (RawHttp http = RawHttp.connect(port)) {
                http.send(GET);
                await().atMost(PATIENCE).until(() -> asked.get() == 1);
                http.reset();
            }
            mayAnswer.countDown();

            await().atMost(PATIENCE).until(() -> logs.containOrAlarm(CLIENT_LEFT));
            assertThat(logs.aboveDebug()).isEmpty();
            assertThat(logs.withStackTrace()).isEmpty();
        } finally {
            mayAnswer.countDown();
        }
    }

    @Test
    void body_halfOfItThenReset_isNotPassedOn() throws IOException {
        try (LogLines logs = LogLines.withDebugOf("io.waggle.kit")) {
            try (RawHttp http = RawHttp.connect(port)) {
                http.send(POST + "Expect: 100-continue\r\nContent-Length: 100\r\n\r\n");
                assertThat(http.read(12)).isEqualTo("HTTP/1.1 100");
                http.send("{\"name\":");
                http.reset();
            }

            await().atMost(PATIENCE).until(() -> logs.containOrAlarm("A request's body is incomplete"));
            assertThat(logs.aboveDebug()).isEmpty();
            assertThat(logs.withStackTrace()).isEmpty();
            assertThat(asked).hasValue(0);
        }
    }

    @Test
    void body_cut_isAnsweredWithAProblem() throws IOException {
        try (LogLines logs = LogLines.withDebugOf("io.waggle.kit")) {
            assertThat(RawHttp.answerTo(port, POST + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("the body is incomplete");
            assertThat(logs.aboveDebug()).isEmpty();
            assertThat(asked).hasValue(0);
        }
    }

    @Test
    void mediaService_absent_isWarnedOf() throws IOException {
        try (LogLines logs = LogLines.withDebugOf("io.waggle.standalone")) {
            proxy.forwardTo(closedPort());

            try (RawHttp http = RawHttp.connect(port)) {
                http.send(GET);
                assertThat(http.read(12)).isEqualTo("HTTP/1.1 503");
            }

            assertThat(logs.aboveDebug()).singleElement().asString().contains("media-service does not answer");
        }
    }

    /** What media-service answers: something large, when it may. */
    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.incrementAndGet();
            assertThat(mayAnswer.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            exchange.sendResponseHeaders(200, LARGE);
            exchange.getResponseBody().write(new byte[LARGE]);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closed.getLocalPort();
        }
    }
}
