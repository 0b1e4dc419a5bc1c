package io.waggle.standalone;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A user of the demo who acts through the API. */
record DemoActor(Api api, String uid, String token, DemoUser user) {

    /** A message that was stored. */
    record Said(String conversation, long seq) {

        private String path() {
            return "/v1/conversations/" + conversation + "/messages/" + seq;
        }
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return api.get(path, token);
    }

    JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return api.post(path, token, body, Set.of());
    }

    void put(String path, Map<String, ?> body) throws IOException, InterruptedException {
        api.send("PUT", path, token, body, Set.of());
    }

    void patch(String path, Map<String, ?> body) throws IOException, InterruptedException {
        api.send("PATCH", path, token, body, Set.of());
    }

    void delete(String path) throws IOException, InterruptedException {
        api.delete(path, token);
    }

    /** Sends a message. */
    Said send(Map<String, String> to, Map<String, ?> content) throws IOException, InterruptedException {
        Map<String, Object> message = new HashMap<>(content);
        message.put("to", to);
        JsonNode stored = post("/v1/messages", message);
        return new Said(
                stored.path("conversation").asString(), stored.path("seq").asLong());
    }

    Said say(Map<String, String> to, String text) throws IOException, InterruptedException {
        return send(to, Map.of("text", text));
    }

    void react(Said message, String emoji) throws IOException, InterruptedException {
        put(message.path() + "/reactions/" + URLEncoder.encode(emoji, UTF_8), Map.of());
    }

    void edit(Said message, String text) throws IOException, InterruptedException {
        patch(message.path(), Map.of("text", text));
    }

    void recall(Said message) throws IOException, InterruptedException {
        post(message.path() + "/recall", Map.of());
    }

    void pin(Said message) throws IOException, InterruptedException {
        put("/v1/conversations/" + message.conversation() + "/pins/" + message.seq(), Map.of());
    }

    void read(Said message) throws IOException, InterruptedException {
        post("/v1/conversations/" + message.conversation() + "/read", Map.of("seq", message.seq()));
    }

    void forward(List<Said> messages, Map<String, String> to, Map<String, ?> how)
            throws IOException, InterruptedException {
        Map<String, Object> body = new HashMap<>(how);
        List<Long> seqs = messages.stream().map(Said::seq).toList();
        body.put("from", Map.of("conversation", messages.getFirst().conversation(), "seqs", seqs));
        body.put("to", List.of(to));
        post("/v1/messages/forward", body);
    }

    /** Uploads a file of the demo. */
    Map<String, String> resource(String name, String type) throws IOException, InterruptedException {
        try (InputStream file = Objects.requireNonNull(Demo.class.getResourceAsStream("demo/" + name), name)) {
            return upload(name, type, file.readAllBytes());
        }
    }

    /** Uploads a file, and returns the reference that a message contains. */
    Map<String, String> upload(String name, String type, byte[] content) throws IOException, InterruptedException {
        Map<String, Object> wanted =
                Map.of("name", name, "type", type, "size", content.length, "sha256", sha256(content));
        JsonNode ticket = post("/v1/media/uploads", wanted);
        String mediaId = ticket.path("mediaId").asString();
        if (ticket.has("put")) {
            api.upload(ticket.path("put"), content);
            post("/v1/media/" + mediaId + "/complete", Map.of());
        }
        return Map.of("mediaId", mediaId);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
