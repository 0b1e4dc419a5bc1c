package io.waggle.media.access;

import io.waggle.media.MediaUser;
import io.waggle.media.RunningMedia;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What is told to browsers whose pages are somebody else's. */
class PagesIT {

    private static final String PAGE = "https://app.example.com";
    private static final String ALLOW = "Access-Control-Allow-Origin";

    @Test
    void preflight_anyPage_mayWithoutWhatBrowsersSendByThemselves() {
        HttpResponse<byte[]> answer = preflight(RunningMedia.shared(), PAGE);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue(ALLOW)).contains(PAGE);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers")).contains("authorization, content-type");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @Test
    void preflight_originsNamed_refusesOthersByName() {
        try (RunningMedia media = RunningMedia.start(Map.of("waggle.http.origins", "https://*.example.com"))) {
            assertThat(preflight(media, PAGE).headers().firstValue(ALLOW)).contains(PAGE);

            HttpResponse<byte[]> refused = preflight(media, "https://example.org");

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.headers().firstValue(ALLOW)).isEmpty();
            assertThat(new String(refused.body(), UTF_8)).contains("\"code\":\"not-allowed\"", "waggle.http.origins");
        }
    }

    @Test
    void get_notAPage_isAnsweredAsEver() {
        HttpResponse<byte[]> answer =
                MediaUser.raw(HttpRequest.newBuilder(RunningMedia.shared().uri().resolve("/v1/media/api-docs"))
                        .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue(ALLOW)).isEmpty();
    }

    private static HttpResponse<byte[]> preflight(RunningMedia media, String origin) {
        return MediaUser.raw(HttpRequest.newBuilder(media.uri().resolve("/v1/media/uploads"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization, content-type")
                .build());
    }
}
