package io.waggle.benchmarks.environment;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client of Waggle's HTTP API. */
public final class Api {

    public static final String PASSWORD = "benchmark-1";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Map<String, String> DEVICE = Map.of("name", "benchmark", "platform", "other");

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;

    /** A user who is logged in on one device. */
    public record User(String username, String uid, String did, String token, String refreshToken) {}

    /** The answer of an HTTP server. */
    public record Answer(int status, String body) {}

    public Api(int port) {
        base = URI.create("http://127.0.0.1:" + port);
    }

    public List<User> register(String prefix, int count) throws IOException, InterruptedException {
        List<User> users = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            users.add(register(prefix + i));
        }
        return users;
    }

    public User register(String username) throws IOException, InterruptedException {
        post("/v1/accounts", null, Map.of("username", username, "password", PASSWORD));
        return logIn(username);
    }

    /** Logs in on a new device. */
    public User logIn(String username) throws IOException, InterruptedException {
        JsonNode session =
                post("/v1/sessions", null, Map.of("username", username, "password", PASSWORD, "device", DEVICE));
        return user(username, session);
    }

    /** Returns the same user on the same device with new tokens. */
    public User refresh(User user) throws IOException, InterruptedException {
        JsonNode session = post("/v1/sessions/refresh", null, Map.of("refreshToken", user.refreshToken));
        return new User(
                user.username,
                user.uid,
                user.did,
                session.get("accessToken").asString(),
                session.get("refreshToken").asString());
    }

    public void befriend(User one, User other) throws IOException, InterruptedException {
        JsonNode request = post("/v1/friend-requests", one.token, Map.of("to", other.uid));
        post("/v1/friend-requests/" + request.get("id").asString() + "/accept", other.token, Map.of());
    }

    /** Creates a group and returns its id. */
    public String group(User owner, List<User> members) throws IOException, InterruptedException {
        List<String> uids = members.stream().map(User::uid).toList();
        return post("/v1/groups", owner.token, Map.of("name", "Benchmark", "members", uids))
                .get("gid")
                .asString();
    }

    /** Sends a request. Fails unless the answer is a 2xx. */
    public JsonNode post(String path, @Nullable String token, Object body) throws IOException, InterruptedException {
        Answer answer = call("POST", path, token, json.writeValueAsBytes(body));
        if (answer.status >= 300) {
            throw new IOException("POST " + path + " answered " + answer.status + ": " + answer.body);
        }
        return answer.body.isEmpty() ? json.nullNode() : json.readTree(answer.body);
    }

    /** Sends a request and returns any answer. */
    public Answer call(String method, String path, @Nullable String token, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(base.resolve(path)).header("Content-Type", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request.method(method, HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** Uploads a file to the ticket's address. */
    public Answer put(JsonNode ticket, byte[] content) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(URI.create(ticket.get("url").asString()));
        ticket.get("headers").properties().forEach(header -> {
            // The client sets this header by itself and does not allow it to be set.
            if (!header.getKey().equalsIgnoreCase("Content-Length")) {
                request.header(header.getKey(), header.getValue().asString());
            }
        });
        return send(request.PUT(HttpRequest.BodyPublishers.ofByteArray(content)));
    }

    private static User user(String username, JsonNode session) {
        return new User(
                username,
                session.get("uid").asString(),
                session.get("did").asString(),
                session.get("accessToken").asString(),
                session.get("refreshToken").asString());
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(TIMEOUT);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }
}
