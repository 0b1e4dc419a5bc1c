package io.waggle.media.store;

import io.waggle.media.MediaUser;
import io.waggle.media.RunningMedia;
import io.waggle.parts.StoreProcess;
import io.waggle.protocol.Id;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The store is not there at the start, comes, is killed and comes again. */
class StoreAwayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StoreProcess store = new StoreProcess();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void service_whileTheStoreIsAway_saysSoAndGoesOnWhenItIsBack() {
        try (RunningMedia media =
                RunningMedia.start(Map.of("waggle.s3.endpoint", store.store().endpoint()))) {
            MediaUser user = media.newUser();
            assertAway(user, user.ask("a.txt", "text/plain", bytes("early")));

            store.start();
            awaitHealth(user, "up");
            Id id = user.upload("a.txt", "text/plain", bytes("in between"));
            assertThat(user.get("/v1/media/" + id).status()).isEqualTo(302);

            store.kill();
            awaitHealth(user, "down");
            assertAway(user, user.ask("b.txt", "text/plain", bytes("too late")));
            assertAway(user, user.get("/v1/media/" + id));
            assertAway(user, user.get("/v1/media/" + id + "/address"));

            store.start();
            awaitHealth(user, "up");
            assertThat(user.get("/v1/media/" + id).status()).isEqualTo(302);
            user.upload("b.txt", "text/plain", bytes("too late"));
        }
    }

    private static void assertAway(MediaUser user, MediaUser.Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("unavailable");
        assertThat(health(user)).isEqualTo("down");
    }

    private static void awaitHealth(MediaUser user, String wanted) {
        Awaitility.await(wanted).atMost(PATIENCE).until(() -> health(user).equals(wanted));
    }

    private static String health(MediaUser user) {
        return user.get("/readyz").body().path("status").asString("");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
