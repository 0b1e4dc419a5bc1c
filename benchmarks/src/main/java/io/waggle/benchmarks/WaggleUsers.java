package io.waggle.benchmarks;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes users and groups over HTTP, as any client would. */
final class WaggleUsers {

    private static final String PASSWORD = "benchmark-1";

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    record User(String uid, String did, String token) {}

    WaggleUsers(int port) {
        base = "http://127.0.0.1:" + port;
    }

    List<User> register(String prefix, int count) throws IOException, InterruptedException {
        List<User> users = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String username = prefix + i;
            post("/v1/accounts", null, Map.of("username", username, "password", PASSWORD));
            JsonNode session = post(
                    "/v1/sessions",
                    null,
                    Map.of(
                            "username",
                            username,
                            "password",
                            PASSWORD,
                            "device",
                            Map.of("name", "benchmark", "platform", "other")));
            users.add(new User(
                    session.get("uid").asString(),
                    session.get("did").asString(),
                    session.get("accessToken").asString()));
        }
        return users;
    }

    void befriend(User one, User other) throws IOException, InterruptedException {
        JsonNode request = post("/v1/friend-requests", one.token, Map.of("to", other.uid));
        post("/v1/friend-requests/" + request.get("id").asString() + "/accept", other.token, Map.of());
    }

    String group(User owner, List<User> members) throws IOException, InterruptedException {
        return post(
                        "/v1/groups",
                        owner.token,
                        Map.of(
                                "name",
                                "Benchmark",
                                "members",
                                members.stream().map(User::uid).toList()))
                .get("gid")
                .asString();
    }

    private JsonNode post(String path, @Nullable String token, Object body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new IOException(path + " answered " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body().length == 0 ? json.nullNode() : json.readTree(response.body());
    }
}
