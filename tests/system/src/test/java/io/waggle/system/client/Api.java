package io.waggle.system.client;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A client of Waggle's HTTP API, used as an app uses it. */
public final class Api {

    public static final JsonMapper JSON = JsonMapper.shared();

    public static final String PASSWORD = "correct horse battery";
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final int PAGE = 100;
    private static final AtomicInteger USERS = new AtomicInteger();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    public Api(URI base) {
        this.base = base;
    }

    // Accounts
    // ----------------------------------------------------------------------------------------------------------

    /** Registers a user with a unique name and logs them in. */
    public Login newUser(String name) {
        String username = name + "-" + USERS.incrementAndGet();
        register(username, username).expect(201);
        return login(username);
    }

    public List<Login> newUsers(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> newUser(name)).toList();
    }

    public Answer register(String username, String nickname) {
        return post(
                "",
                "/v1/accounts",
                object().put("username", username).put("password", PASSWORD).put("nickname", nickname));
    }

    /** Bans the user until {@link #unban}. */
    public void ban(Login user) {
        Login admin = login("admin");
        put(admin, banOf(user), object().put("reason", "spam")).expect(200);
        delete(admin, "/v1/sessions/current");
    }

    public void unban(Login user) {
        Login admin = login("admin");
        delete(admin, banOf(user)).expect(200);
        delete(admin, "/v1/sessions/current");
    }

    private static String banOf(Login user) {
        return "/v1/admin/users/" + user.uid() + "/ban";
    }

    /** Logs in another device of the user. */
    public Login login(String username) {
        ObjectNode request = object().put("username", username).put("password", PASSWORD);
        request.putObject("device").put("name", "test").put("platform", "other");
        JsonNode session = post("", "/v1/sessions", request).expect(201);
        return new Login(
                username,
                session.path("uid").asString(),
                session.path("did").asString(),
                session.path("accessToken").asString(),
                session.path("refreshToken").asString());
    }

    /** Returns the device with new tokens. */
    public Login refresh(Login login) {
        JsonNode tokens = post("", "/v1/sessions/refresh", object().put("refreshToken", login.refreshToken()))
                .expect(200);
        return login.withToken(tokens.path("accessToken").asString());
    }

    // Friends and groups
    // ------------------------------------------------------------------------------------------------

    /** Creates two users who are friends. */
    public List<Login> newFriends() {
        List<Login> two = newUsers("friend", 2);
        befriend(two.getFirst(), two.getLast());
        return two;
    }

    /** Creates a group whose owner is the first user and in which all others are the owner's friends; returns its id. */
    public String groupOf(List<Login> members) {
        Login owner = members.getFirst();
        List<Login> others = members.subList(1, members.size());
        others.forEach(other -> befriend(owner, other));
        return group(owner, "group of " + members.size(), others);
    }

    public void befriend(Login one, Login other) {
        String id =
                requestFriendship(one, other, "hello").expect(201).path("id").asString();
        post(other.accessToken(), "/v1/friend-requests/" + id + "/accept", object())
                .expect(200);
    }

    public Answer requestFriendship(Login from, Login to, String greeting) {
        return post(
                from.accessToken(),
                "/v1/friend-requests",
                object().put("to", to.uid()).put("greeting", greeting));
    }

    /** Creates a group and returns its id. */
    public String group(Login owner, String name, List<Login> members) {
        return tryGroup(owner, name, members).expect(201).path("gid").asString();
    }

    public Answer tryGroup(Login owner, String name, List<Login> members) {
        ObjectNode request = object().put("name", name);
        var uids = request.putArray("members");
        members.stream().map(Login::uid).forEach(uids::add);
        return post(owner.accessToken(), "/v1/groups", request);
    }

    // Messages
    // ----------------------------------------------------------------------------------------------------------

    public List<JsonNode> conversations(Login reader) {
        return get(reader, "/v1/conversations?limit=" + PAGE)
                .expect(200)
                .path("items")
                .valueStream()
                .toList();
    }

    /** Returns the conversation with this peer. */
    public String conversationWith(Login reader, Login peer) {
        return conversations(reader).stream()
                .filter(item -> item.path("peer").path("uid").asString("").equals(peer.uid()))
                .map(item -> item.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    /** Returns the messages of a conversation. */
    public List<Entry> messages(Login reader, String conversation) {
        return history(reader, conversation).stream()
                .filter(entry -> !entry.isChange())
                .toList();
    }

    /** Returns the whole log of a conversation. */
    public List<Entry> history(Login reader, String conversation) {
        List<Entry> entries = new ArrayList<>();
        boolean more = true;
        while (more) {
            long after = entries.isEmpty() ? 0 : entries.getLast().seq();
            JsonNode page = get(
                            reader, "/v1/conversations/" + conversation + "/messages?limit=" + PAGE + "&after=" + after)
                    .expect(200);
            page.path("items").forEach(item -> entries.add(Entry.of(item)));
            more = page.path("more").asBoolean();
        }
        return entries;
    }

    /** Sends a message to a user with {@code POST /v1/messages}. */
    public CompletableFuture<Answer> send(Login from, Login to, String id, String text) {
        ObjectNode message = object().put("id", id).put("text", text);
        message.putObject("to").put("u", to.uid());
        return sendAsync(
                request(from.accessToken(), "/v1/messages").POST(body(message)).build());
    }

    /** Sends a message to a group with {@code POST /v1/messages}. */
    public Answer sendToGroup(Login from, String gid, String text) {
        ObjectNode message = object().put("text", text);
        message.putObject("to").put("g", gid);
        return post(from.accessToken(), "/v1/messages", message);
    }

    // Media
    // -------------------------------------------------------------------------------------------------------------

    /** Uploads a file to the store and returns its media id. */
    public String upload(Login sender, String name, String type, byte[] content) {
        JsonNode ticket = post(sender.accessToken(), "/v1/media/uploads", ticketFor(name, type, content))
                .expect(201);
        put(ticket, content);
        String media = ticket.path("mediaId").asString();
        post(sender.accessToken(), "/v1/media/" + media + "/complete", object()).expect(200);
        return media;
    }

    /** Returns the request for an upload ticket. */
    public static ObjectNode ticketFor(String name, String type, byte[] content) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(content);
            return object().put("name", name)
                    .put("type", type)
                    .put("size", content.length)
                    .put("sha256", HexFormat.of().formatHex(sha256));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Puts a file to the store, with the headers of the ticket that the client may set. */
    public void put(JsonNode ticket, byte[] content) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(ticket.path("put").path("url").asString()))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content));
        ticket.path("put").path("headers").properties().stream()
                .filter(header -> !header.getKey().equals("Content-Length"))
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asString()));
        send(request.build()).expect(200);
    }

    // Plain requests
    // ----------------------------------------------------------------------------------------------------

    public Answer get(Login caller, String path) {
        return send(request(caller.accessToken(), path).GET().build());
    }

    public Answer delete(Login caller, String path) {
        return send(request(caller.accessToken(), path).DELETE().build());
    }

    public Answer delete(Login caller, String path, JsonNode json) {
        return send(
                request(caller.accessToken(), path).method("DELETE", body(json)).build());
    }

    public Answer put(Login caller, String path, JsonNode json) {
        return send(request(caller.accessToken(), path).PUT(body(json)).build());
    }

    public Answer patch(Login caller, String path, JsonNode json) {
        return send(
                request(caller.accessToken(), path).method("PATCH", body(json)).build());
    }

    /** Posts as a business system, on behalf of one of its users. */
    public Answer postFor(String uid, String apiKey, String path, JsonNode json) {
        return send(request(apiKey, path)
                .header("Waggle-User", uid)
                .POST(body(json))
                .build());
    }

    public Answer post(String token, String path, JsonNode json) {
        return send(request(token, path).POST(body(json)).build());
    }

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    private HttpRequest.Builder request(String token, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).header("Content-Type", "application/json");
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.BodyPublisher body(JsonNode json) {
        return HttpRequest.BodyPublishers.ofString(json.toString());
    }

    private Answer send(HttpRequest request) {
        try {
            return answer(client.send(request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException failure) {
            throw new UncheckedIOException(request + " failed", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private CompletableFuture<Answer> sendAsync(HttpRequest request) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(Api::answer);
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        return new Answer(response.statusCode(), text.isEmpty() ? object() : JSON.readTree(text));
    }
}
