package io.waggle.standalone;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** A client of the HTTP API. */
final class Api implements AutoCloseable {

    private static final JsonMapper json = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String url;

    Api(String url) {
        this.url = url;
    }

    JsonNode get(String path, String token) throws IOException, InterruptedException {
        return send("GET", path, token, null, Set.of());
    }

    /** @param tolerated the error codes that count as success */
    JsonNode post(String path, @Nullable String token, Map<String, ?> body, Set<String> tolerated)
            throws IOException, InterruptedException {
        return send("POST", path, token, body, tolerated);
    }

    void delete(String path, String token) throws IOException, InterruptedException {
        send("DELETE", path, token, null, Set.of());
    }

    @Override
    public void close() {
        http.close();
    }

    /** Puts a file to the store, as a ticket says. */
    void upload(JsonNode put, byte[] content) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(put.path("url").asString()))
                .timeout(Duration.ofSeconds(20))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content));
        put.path("headers").properties().stream()
                // The client sets it itself.
                .filter(header -> !"Content-Length".equalsIgnoreCase(header.getKey()))
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asString()));
        int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status >= 300) {
            throw new IOException("the store has answered " + status + " to an upload");
        }
    }

    JsonNode send(
            String method, String path, @Nullable String token, @Nullable Map<String, ?> body, Set<String> tolerated)
            throws IOException, InterruptedException {
        HttpRequest.BodyPublisher content = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .method(method, content);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        JsonNode answer = json.readTree(response.body().isEmpty() ? "{}" : response.body());
        boolean fine = response.statusCode() < 300
                || tolerated.contains(answer.path("code").asString(""));
        if (!fine) {
            throw new IOException(method + " " + path + " was answered " + response.statusCode() + " "
                    + answer.path("code").asString(""));
        }
        return answer;
    }
}
