package io.waggle.standalone;

import io.waggle.fabric.NatsServer;
import io.waggle.im.ImService;
import io.waggle.media.MediaService;
import io.waggle.parts.FreePort;
import io.waggle.parts.TestDatabase;
import io.waggle.parts.TestStore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** im-service and media-service as programs: all they have in common is a real NATS, and a schema for the tables of both. */
class ServicesOverNatsIT {

    private static final byte[] CONTENT = "a file that somebody sends".getBytes(UTF_8);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String imAddress = "http://127.0.0.1:" + FreePort.next();
    private final String mediaAddress = "http://127.0.0.1:" + FreePort.next();
    private final Api imApi = new Api(imAddress);
    private final Api mediaApi = new Api(mediaAddress);
    private final TestDatabase.Schema schema = TestDatabase.newSchema();
    private Map<String, String> ofMedia;
    private NatsServer nats;
    private WaggleProcess im;
    private WaggleProcess media;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        nats = NatsServer.start();
        Map<String, String> ofIm = common(imAddress);
        ofIm.put("WAGGLE_ACCOUNTS_BCRYPT_STRENGTH", "4");
        ofIm.put("WAGGLE_ADMIN_PASSWORD", "a password of tests");
        TestStore store = TestStore.shared();
        ofMedia = common(mediaAddress);
        ofMedia.put("WAGGLE_S3_ENDPOINT", store.endpoint());
        ofMedia.put("WAGGLE_S3_ACCESS_KEY", store.accessKey());
        ofMedia.put("WAGGLE_S3_SECRET_KEY", store.secretKey());
        // Neither needs the other to be there first.
        media = WaggleProcess.start(MediaService.class, ofMedia, List.of()).awaitReady();
        im = WaggleProcess.start(ImService.class, ofIm, List.of()).awaitReady();
    }

    @AfterEach
    void stop() throws IOException {
        imApi.close();
        mediaApi.close();
        media.close();
        im.close();
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

        assertHealth("/readyz", "200 {\"status\":\"up\"}");

        nats.kill();
        assertThat(statusFor(bob, file)).isEqualTo(503);
        assertHealth("/livez", "200 {\"status\":\"up\"}");
        assertHealth("/readyz", "503 {\"status\":\"down\",\"notReady\":[\"fabric\"]}");
        assertHealth("/healthz", "503 {\"status\":\"down\",\"notReady\":[\"fabric\"]}");
        assertThatThrownBy(() -> send(alice, bob, file)).hasMessageContaining("unavailable");

        try (NatsServer again = nats.again()) {
            assertThat(again.url()).isEqualTo(nats.url());
            Awaitility.await("they hear each other again")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> statusFor(bob, file) == 302);
            assertHealth("/readyz", "200 {\"status\":\"up\"}");
            send(alice, bob, file);
        }
    }

    @Test
    void media_killed_startedAgainItHasWhatItHad_andStopsWhenTold() throws Exception {
        JsonNode alice = newUser("alice");
        String file = upload(alice);

        media.kill();
        media.close();
        media = WaggleProcess.start(MediaService.class, ofMedia, List.of()).awaitReady();

        assertThat(statusFor(alice, file)).isEqualTo(302);
        assertThat(media.terminate()).isZero();
        assertThat(media.output()).endsWith("media-service has stopped\n");
    }

    @Test
    void start_settingsThatCannotBe_isToldInALine() throws Exception {
        assertThat(refusal(MediaService.class, Map.of("WAGGLE_FABRIC", nats.url())))
                .isEqualTo("media-service cannot start: set WAGGLE_DB_URL, WAGGLE_S3_ENDPOINT, WAGGLE_S3_ACCESS_KEY, "
                        + "WAGGLE_S3_SECRET_KEY in the environment; see docs/operations.md");

        Map<String, String> withoutDatabase = new HashMap<>(ofMedia);
        withoutDatabase.put("WAGGLE_DB_URL", "jdbc:mysql://127.0.0.1:" + FreePort.next() + "/waggle");
        assertThat(refusal(MediaService.class, withoutDatabase))
                .startsWith("media-service cannot start: cannot use the database: ");

        Map<String, String> withWrongKey = new HashMap<>(ofMedia);
        withWrongKey.put("WAGGLE_S3_SECRET_KEY", "wrong");
        assertThat(refusal(MediaService.class, withWrongKey)).startsWith("media-service cannot start: ");

        assertThat(refusal(MediaService.class, ofMedia)).contains("cannot start: port ");

        Map<String, String> withoutEnd = new HashMap<>(ofMedia);
        withoutEnd.put("WAGGLE_DRAIN_SECONDS", "a while");
        assertThat(refusal(MediaService.class, withoutEnd))
                .isEqualTo("media-service cannot start: WAGGLE_DRAIN_SECONDS is \"a while\"; give a number of seconds"
                        + " from 0 to 600");

        Map<String, String> withoutNats = new HashMap<>(ofMedia);
        withoutNats.put("WAGGLE_FABRIC", "nats://waggle:s3cret@127.0.0.1:" + FreePort.next());
        assertThat(refusal(MediaService.class, withoutNats))
                .startsWith("media-service cannot start: cannot reach NATS at nats://…@127.0.0.1:");
    }

    /** Both notice it in a moment. */
    private void assertHealth(String path, String answer) {
        for (String address : List.of(imAddress, mediaAddress)) {
            Awaitility.await(address + path)
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(health(address + path)).isEqualTo(answer));
        }
    }

    private String health(String url) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    /** What it says last, which is all that it says of why. */
    private static String refusal(Class<?> program, Map<String, String> environment) throws Exception {
        try (WaggleProcess refused = WaggleProcess.start(program, environment, List.of())) {
            assertThat(refused.awaitExit()).isEqualTo(1);
            assertThat(refused.output())
                    .doesNotContain("s3cret")
                    .doesNotContain("\tat ")
                    .doesNotContain("Exception");
            return refused.output().lines().toList().getLast();
        }
    }

    private Map<String, String> common(String address) {
        Map<String, String> environment = new HashMap<>();
        environment.put("WAGGLE_FABRIC", nats.url());
        environment.put("WAGGLE_DB_URL", schema.jdbcUrl());
        environment.put("WAGGLE_DB_USER", schema.user());
        environment.put("WAGGLE_DB_PASSWORD", schema.password());
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("SERVER_PORT", "" + URI.create(address).getPort());
        return environment;
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
                HttpRequest.newBuilder(URI.create(mediaAddress + "/v1/media/" + file))
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
