package io.waggle.im;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls the service as a client would, with plain JSON. */
public final class HttpCalls {

    public static final String PASSWORD = "correct horse";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<URI, User> ADMINS = new ConcurrentHashMap<>();
    private static final Map<URI, Description> DESCRIPTIONS = new ConcurrentHashMap<>();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final URI base;

    HttpCalls(URI base) {
        this.base = base;
    }

    /** A user who is logged in on one device. */
    public record User(Id uid, Id did, String username, String accessToken, String refreshToken) {}

    /** What came back; {@code body} is what a body that is not there reads as, too. */
    public record Answer(int status, HttpHeaders headers, String text, JsonNode body) {

        public Answer expect(int wanted) {
            assertThat(status).as(text).isEqualTo(wanted);
            return this;
        }

        /** A problem with this code and its status, whose detail is given back. */
        public String expectProblem(ErrorCode code) {
            expect(code.httpStatus());
            return expectProblemOfAnyStatus(code);
        }

        public String expectProblemOfAnyStatus(ErrorCode code) {
            assertThat(headers.firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(body.path("code").asString()).isEqualTo(code.wireName());
            assertThat(body.path("retryable").asBoolean()).isEqualTo(code.retryable());
            assertThat(body.path("status").asInt()).isEqualTo(status);
            return body.path("detail").asString();
        }

        public Id id(String member) {
            return Objects.requireNonNull(Id.parse(body.path(member).asString()));
        }
    }

    public User newUser() {
        String username = "user" + NAMES.incrementAndGet();
        post("/v1/accounts", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, PASSWORD))
                .expect(201);
        return login(username);
    }

    public User login(String username) {
        Answer session = post("/v1/sessions", loginBody(username, PASSWORD)).expect(201);
        return new User(
                session.id("uid"),
                session.id("did"),
                username,
                session.body().path("accessToken").asString(),
                session.body().path("refreshToken").asString());
    }

    /** The administrator, on the one device that all tests share: how many there may be is limited. */
    public User admin() {
        return ADMINS.computeIfAbsent(base, server -> login("admin"));
    }

    public static String loginBody(String username, String password) {
        return """
                {"username":"%s","password":"%s","device":{"name":"test","platform":"other"}}""".formatted(username, password);
    }

    public void befriend(User one, User other) {
        Answer request = as(one, "POST", "/v1/friend-requests", "{\"to\":\"" + other.uid() + "\"}")
                .expect(201);
        as(other, "POST", "/v1/friend-requests/" + request.id("id") + "/accept", "")
                .expect(200);
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, String body, String... headers) {
        return send(headers(request(path), headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    public Answer as(User user, String method, String path, String body, String... headers) {
        return as(user.accessToken(), method, path, body, headers);
    }

    public Answer as(User user, String method, String path) {
        return as(user, method, path, "");
    }

    public Answer as(String accessToken, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = headers(request(path), headers).header("Authorization", "Bearer " + accessToken);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return send(request.method(method, BodyPublishers.ofString(body)));
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path));
    }

    /** Every answer of every test is one that the API describes. */
    public Answer send(HttpRequest.Builder request) {
        HttpRequest whole = request.build();
        Answer answer = answer(whole);
        DESCRIPTIONS
                .computeIfAbsent(
                        base,
                        server -> new Description(
                                answer(request("/v3/api-docs").build()).body()))
                .hold(whole.method(), whole.uri().getRawPath(), answer);
        return answer;
    }

    private static Answer answer(HttpRequest request) {
        try {
            HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body(), parse(response));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static HttpRequest.Builder headers(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static JsonNode parse(HttpResponse<String> response) {
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return json ? JSON.readTree(response.body()) : JSON.missingNode();
    }
}
