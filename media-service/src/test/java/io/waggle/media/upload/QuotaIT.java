package io.waggle.media.upload;

import io.waggle.media.MediaUser;
import io.waggle.media.MediaUser.Answer;
import io.waggle.media.RunningMedia;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class QuotaIT {

    private static final RunningMedia MEDIA = RunningMedia.start(Map.of(
            "waggle.media.uploads.per-day", 3,
            "waggle.media.uploads.bytes-per-day", 1_000,
            "waggle.media.uploads.max-image", 500,
            "spring.main.sources", OneDay.class.getName()));

    private final MediaUser alice = MEDIA.newUser();

    @AfterAll
    static void close() {
        MEDIA.close();
    }

    @Test
    void ask_tooOftenInADay_refused_othersNot() {
        for (int i = 0; i < 3; i++) {
            assertThat(ask(alice, "upload " + i).status()).isEqualTo(201);
        }

        assertThat(ask(alice, "one more").code()).isEqualTo("upload-quota");
        assertThat(ask(MEDIA.newUser(), "another's").status()).isEqualTo(201);
    }

    @Test
    void ask_tooMuchInADay_refusedAndNotCounted() {
        assertThat(alice.ask("a.bin", "application/octet-stream", 900, "1".repeat(64))
                        .status())
                .isEqualTo(201);

        assertThat(alice.ask("a.bin", "application/octet-stream", 200, "2".repeat(64))
                        .status())
                .isEqualTo(429);
        assertThat(alice.ask("a.bin", "application/octet-stream", 100, "3".repeat(64))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void ask_largerThanItsTypeMayBe_refused() {
        assertThat(alice.ask("a.png", "image/png", 501, "1".repeat(64)).code()).isEqualTo("too-long");
    }

    @Test
    void description_forEveryone() {
        var answer = MediaUser.raw(HttpRequest.newBuilder(MEDIA.uri().resolve("/v1/media/api-docs"))
                .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), UTF_8))
                .contains("/v1/media/uploads", "\"url\":\"/\"")
                .doesNotContain("\"Caller\"");
    }

    /** The day does not end while it is counted. Not annotated, or it would be everyone's. */
    static class OneDay {

        @Bean
        @Primary
        Clock standingClock() {
            return Clock.fixed(Instant.now(), ZoneOffset.UTC);
        }
    }

    private static Answer ask(MediaUser user, String text) {
        return user.ask("a.txt", "text/plain", text.getBytes(UTF_8));
    }
}
