package io.waggle.standalone;

import io.waggle.fabric.Fabric;
import io.waggle.fabric.NatsFabric;
import io.waggle.fabric.NatsServer;
import io.waggle.im.ImService;
import io.waggle.media.MediaService;
import io.waggle.parts.TestDatabase;
import io.waggle.parts.TestStore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** im-service and media-service with databases and connections of their own: all they have in common is a real NATS. */
class ServicesOverNatsIT {

    private static final byte[] CONTENT = "a file that somebody sends".getBytes(UTF_8);

    private final HttpClient http = HttpClient.newHttpClient();
    private NatsServer nats;
    private Fabric imFabric;
    private Fabric mediaFabric;
    private ConfigurableApplicationContext im;
    private ConfigurableApplicationContext media;
    private Api imApi;
    private Api mediaApi;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        nats = NatsServer.start();
        imFabric = NatsFabric.connect(nats.url());
        mediaFabric = NatsFabric.connect(nats.url());
        Map<String, Object> ofIm = common();
        ofIm.put("waggle.accounts.bcrypt-strength", 4);
        ofIm.put("waggle.admin.password", "a password of tests");
        im = ImService.start(imFabric, ofIm);
        TestStore store = TestStore.shared();
        Map<String, Object> ofMedia = common();
        ofMedia.put("waggle.s3.endpoint", store.endpoint());
        ofMedia.put("waggle.s3.access-key", store.accessKey());
        ofMedia.put("waggle.s3.secret-key", store.secretKey());
        media = MediaService.start(mediaFabric, ofMedia);
        imApi = new Api(address(im));
        mediaApi = new Api(address(media));
    }

    @AfterEach
    void stop() {
        imApi.close();
        mediaApi.close();
        media.close();
        im.close();
        mediaFabric.close();
        imFabric.close();
        nats.close();
        http.close();
    }

    /** The first token makes media-service ask for the keys, every token whose session it is. */
    @Test
    void file_sentAndRead_acrossNats() throws Exception {
        JsonNode alice = newUser("alice");
        JsonNode bob = newUser("bob");
        JsonNode eve = newUser("eve");
        befriend(alice, bob);
        String file = upload(alice);

        // media.use
        send(alice, bob, file);

        // im.caller and im.media.reader
        assertThat(statusFor(bob, file)).isEqualTo(302);
        assertThat(statusFor(eve, file)).isEqualTo(404);
        assertThatThrownBy(() -> send(bob, alice, file)).hasMessageContaining("media-unusable");

        imApi.delete("/v1/sessions/current", token(bob));
        assertThat(statusFor(bob, file)).isEqualTo(401);
    }

    @Test
    void natsAway_nobodyGetsIn_andAllDoAfterwards() throws Exception {
        JsonNode alice = newUser("alice");
        JsonNode bob = newUser("bob");
        befriend(alice, bob);
        String file = upload(alice);
        send(alice, bob, file);

        nats.kill();
        assertThat(statusFor(bob, file)).isEqualTo(503);
        assertThatThrownBy(() -> send(alice, bob, file)).hasMessageContaining("unavailable");

        try (NatsServer again = nats.again()) {
            assertThat(again.url()).isEqualTo(nats.url());
            Awaitility.await("they hear each other again")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> statusFor(bob, file) == 302);
            send(alice, bob, file);
        }
    }

    private static Map<String, Object> common() {
        TestDatabase.Schema schema = TestDatabase.newSchema();
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", 0);
        properties.put("server.address", "127.0.0.1");
        properties.put("waggle.db.url", schema.jdbcUrl());
        properties.put("waggle.db.user", schema.user());
        properties.put("waggle.db.password", schema.password());
        return properties;
    }

    private static String address(ConfigurableApplicationContext service) {
        int port = Objects.requireNonNull(((WebServerApplicationContext) service).getWebServer())
                .getPort();
        return "http://127.0.0.1:" + port;
    }

    private JsonNode newUser(String name) throws IOException, InterruptedException {
        Map<String, Object> device = Map.of("name", "test", "platform", "other");
        imApi.post("/v1/accounts", null, Map.of("username", name, "password", "correct-horse-1"), Set.of());
        return imApi.post(
                "/v1/sessions",
                null,
                Map.of("username", name, "password", "correct-horse-1", "device", device),
                Set.of());
    }

    private void befriend(JsonNode one, JsonNode other) throws IOException, InterruptedException {
        imApi.post("/v1/friend-requests", token(one), Map.of("to", uid(other)), Set.of());
        imApi.post("/v1/friend-requests", token(other), Map.of("to", uid(one)), Set.of());
    }

    private String upload(JsonNode user) throws Exception {
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
        JsonNode ticket = mediaApi.post(
                "/v1/media/uploads",
                token(user),
                Map.of("name", "a.txt", "type", "text/plain", "size", CONTENT.length, "sha256", sha256),
                Set.of());
        HttpRequest.Builder put = HttpRequest.newBuilder(
                        URI.create(ticket.path("put").path("url").asString()))
                .PUT(BodyPublishers.ofByteArray(CONTENT));
        ticket.path("put").path("headers").properties().stream()
                .filter(header -> !header.getKey().equals("Content-Length"))
                .forEach(header -> put.header(header.getKey(), header.getValue().asString()));
        assertThat(http.send(put.build(), BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
        String file = ticket.path("mediaId").asString();
        mediaApi.post("/v1/media/" + file + "/complete", token(user), Map.of(), Set.of());
        return file;
    }

    private void send(JsonNode from, JsonNode to, String file) throws IOException, InterruptedException {
        imApi.post(
                "/v1/messages",
                token(from),
                Map.of("id", UUID.randomUUID().toString(), "to", Map.of("u", uid(to)), "file", Map.of("mediaId", file)),
                Set.of());
    }

    private int statusFor(JsonNode user, String file) throws IOException, InterruptedException {
        HttpResponse<Void> answer = http.send(
                HttpRequest.newBuilder(URI.create(address(media) + "/v1/media/" + file))
                        .header("Authorization", "Bearer " + token(user))
                        .build(),
                BodyHandlers.discarding());
        return answer.statusCode();
    }

    private static String uid(JsonNode session) {
        return session.path("uid").asString();
    }

    private static String token(JsonNode session) {
        return session.path("accessToken").asString();
    }
}
