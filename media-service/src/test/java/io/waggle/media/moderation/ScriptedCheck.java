package io.waggle.media.moderation;

import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A business's own check, which answers as it is told. */
final class ScriptedCheck implements AutoCloseable {

    static final String SECRET = "a secret of sixteen";

    private final HttpServer server;
    private final List<JsonNode> questions = new CopyOnWriteArrayList<>();
    private final List<Boolean> signatures = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String answer = "{\"verdict\":\"pass\"}";

    ScriptedCheck() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/check", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            signatures.add(sign(exchange.getRequestHeaders().getFirst("Waggle-Timestamp"), body)
                    .equals(exchange.getRequestHeaders().getFirst("Waggle-Signature")));
            questions.add(new JsonMapper().readTree(body));
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/check";
    }

    void answer(int code, String body) {
        status = code;
        answer = body;
    }

    List<JsonNode> questions() {
        return questions;
    }

    /** What it was asked of a content. */
    JsonNode questionOf(String sha256) {
        return questions.stream()
                .filter(question -> question.path("sha256").asString().equals(sha256))
                .findFirst()
                .orElseThrow();
    }

    boolean allSigned() {
        return !signatures.contains(false);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String sign(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
