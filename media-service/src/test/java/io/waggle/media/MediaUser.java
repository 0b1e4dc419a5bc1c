package io.waggle.media;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Someone with an access token who uploads and downloads. */
public record MediaUser(Id uid, String token, URI service) {

    static {
        // The address signs the length; the JDK's client sends it by itself, and calls it its own.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "content-length,host");
    }

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();

    /** An answer of the service. */
    @SuppressWarnings("ArrayRecordComponent") // Looked at, never compared.
    public record Answer(
            int status, JsonNode body, @Nullable String location, byte[] bytes) {
        public String code() {
            return body.path("code").asString("");
        }

        public Id mediaId() {
            Id id = Id.parse(body.path("mediaId").asString());
            if (id == null) {
                throw new IllegalStateException("no media: " + status + " " + body);
            }
            return id;
        }
    }

    public Answer post(String path, Object body) {
        return post(path, body, Map.of());
    }

    public Answer post(String path, Object body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
        headers.forEach(request::header);
        return send(request);
    }

    public Answer put(String path, Object body) {
        return send(HttpRequest.newBuilder(service.resolve(path))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public Answer delete(String path) {
        return send(HttpRequest.newBuilder(service.resolve(path)).DELETE());
    }

    public Answer get(String path) {
        return send(HttpRequest.newBuilder(service.resolve(path)).GET());
    }

    public Answer ask(String name, String type, byte[] content) {
        return ask(name, type, content.length, sha256(content));
    }

    public Answer ask(String name, String type, long size, String sha256) {
        return post("/v1/media/uploads", Map.of("name", name, "type", type, "size", size, "sha256", sha256));
    }

    public Answer complete(Id media) {
        return post("/v1/media/" + media + "/complete", Map.of());
    }

    /** Asks, uploads and completes. */
    public Id upload(String name, String type, byte[] content) {
        Answer ticket = ask(name, type, content);
        if (ticket.status() == 200) {
            return ticket.mediaId();
        }
        HttpResponse<byte[]> put = put(ticket.body().path("put"), content);
        if (put.statusCode() != 200) {
            throw new IllegalStateException("put: " + put.statusCode() + " " + new String(put.body(), UTF_8));
        }
        Answer done = complete(ticket.mediaId());
        if (done.status() != 200) {
            throw new IllegalStateException("complete: " + done.status() + " " + done.body());
        }
        return ticket.mediaId();
    }

    /** Puts bytes as a ticket says, or a part. */
    public static HttpResponse<byte[]> put(JsonNode put, byte[] content) {
        return put(put, content, Map.of());
    }

    /** @param other headers that are sent otherwise than the ticket says; empty ones are left out */
    public static HttpResponse<byte[]> put(JsonNode put, byte[] content, Map<String, String> other) {
        Map<String, String> headers = new LinkedHashMap<>();
        put.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asString()));
        headers.putAll(other);
        headers.remove("Content-Length");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(put.path("url").asString())).PUT(BodyPublishers.ofByteArray(content));
        headers.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.header(name, value);
            }
        });
        return raw(request.build());
    }

    public static HttpResponse<byte[]> raw(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private Answer send(HttpRequest.Builder request) {
        HttpResponse<byte[]> response =
                raw(request.header("Authorization", "Bearer " + token).build());
        boolean json = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.contains("json"))
                .isPresent();
        return new Answer(
                response.statusCode(),
                json ? JSON.readTree(response.body()) : JSON.createObjectNode(),
                response.headers().firstValue("Location").orElse(null),
                response.body());
    }
}
