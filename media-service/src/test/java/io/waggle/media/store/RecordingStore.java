package io.waggle.media.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A store that says what it is told to, and keeps what it is sent: for what S3 does and neither MinIO nor the embedded store
 * can be made to do.
 */
final class RecordingStore implements AutoCloseable {

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new HashMap<>(Map.of(
            "GET ?policy", error(404, "NoSuchBucketPolicy"),
            "GET ?cors", error(404, "NoSuchCORSConfiguration"),
            "GET ?lifecycle", error(404, "NoSuchLifecycleConfiguration")));
    private final Map<String, String> received = new ConcurrentHashMap<>();
    private volatile boolean open;

    RecordingStore() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param request such as {@code GET ?cors} */
    RecordingStore answers(String request, String body) {
        answers.put(request, new Answer(200, body));
        return this;
    }

    RecordingStore refuses(String request, String code) {
        answers.put(request, error(400, code));
        return this;
    }

    /** Lets in whoever comes without a signature. */
    RecordingStore open() {
        open = true;
        return this;
    }

    /** What came with it last; empty: it did not come. */
    String received(String request) {
        return received.getOrDefault(request, "");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = exchange.getRequestURI().getRawQuery();
            String request =
                    exchange.getRequestMethod() + (query == null ? "" : " ?" + query.replaceFirst("[=&].*", ""));
            received.put(request, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            boolean signed = exchange.getRequestHeaders().containsKey("Authorization");
            Answer answer =
                    signed || open ? answers.getOrDefault(request, new Answer(200, "")) : error(403, "AccessDenied");
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.getResponseHeaders().set("ETag", "\"0\"");
            byte[] body = answer.body().getBytes(UTF_8);
            boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), empty ? -1 : body.length);
            if (!empty) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static Answer error(int status, String code) {
        return new Answer(status, "<Error><Code>" + code + "</Code><Message>No</Message></Error>");
    }
}
