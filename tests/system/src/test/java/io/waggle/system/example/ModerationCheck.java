package io.waggle.system.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.waggle.system.client.Api;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static org.assertj.core.api.Assertions.assertThat;

/** A business's own check of new content, which answers as on the page. */
final class ModerationCheck implements AutoCloseable {

    /** Its address on the page. */
    static final String PATH = "{hook-url}";

    private static final String SECRET = "the secret of the hook";

    private record Request(Map<String, String> headers, String body) {}

    private final Example.Exchange example;
    private final HttpServer server;
    private final CompletableFuture<Request> request = new CompletableFuture<>();

    ModerationCheck(Example.Exchange example) throws IOException {
        this.example = example;
        server = HttpServer.create(new InetSocketAddress(WaggleProcess.ADDRESS, 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns the settings of a server that asks it. */
    String[] settings() {
        return new String[] {
            WaggleProcess.C1_COMPILER_ONLY,
            "WAGGLE_MEDIA_MODERATION_POLICY=hook",
            "WAGGLE_MEDIA_MODERATION_HOOK_URL=http://" + WaggleProcess.HOST + ":"
                    + server.getAddress().getPort() + "/check",
            "WAGGLE_MEDIA_MODERATION_HOOK_SECRET=" + SECRET,
            "WAGGLE_MEDIA_MODERATION_HOOK_PRIVATE=true"
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = example.answer().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(example.status(), answer.length);
            exchange.getResponseBody().write(answer);
            request.complete(new Request(
                    Map.of(
                            "Waggle-Timestamp",
                            String.valueOf(exchange.getRequestHeaders().getFirst("Waggle-Timestamp")),
                            "Waggle-Signature",
                            String.valueOf(exchange.getRequestHeaders().getFirst("Waggle-Signature"))),
                    body));
        }
    }

    /** Waits until it is asked. Checks the headers and returns the body. */
    JsonNode awaitRequest() throws GeneralSecurityException {
        Request asked = Eventually.await(request);
        assertThat(example.headers())
                .extracting(header -> header.split(":", 2)[0])
                .containsExactlyInAnyOrderElementsOf(asked.headers().keySet());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = asked.headers().get("Waggle-Timestamp") + "." + asked.body();
        assertThat(asked.headers())
                .containsEntry(
                        "Waggle-Signature",
                        HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        return Api.JSON.readTree(asked.body());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
