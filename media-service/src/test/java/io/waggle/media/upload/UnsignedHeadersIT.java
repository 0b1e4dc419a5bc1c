package io.waggle.media.upload;

import io.waggle.media.MediaUser;
import io.waggle.media.MediaUser.Answer;
import io.waggle.media.RunningMedia;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What somebody with an address to put something to may ask of the store beside that. */
class UnsignedHeadersIT {

    private static final RunningMedia MEDIA = RunningMedia.shared();
    private static final long PART = 8_388_608;
    /** Small: a store that refuses may close the connection, and who is still sending by then may not hear why. */
    private static final int LAST_PART = 1_000;

    private final MediaUser alice = MEDIA.newUser();
    private final MediaUser mallory = MEDIA.newUser();

    @Test
    void put_copyingAnothersObject_refusedByTheStore() {
        byte[] secret = unique("secret");
        String source = objectOf(alice, secret).getPath();
        Answer ticket = mallory.ask("a.txt", "text/plain", secret);

        HttpResponse<byte[]> put =
                MediaUser.put(ticket.body().path("put"), new byte[secret.length], Map.of("x-amz-copy-source", source));

        assertRefused(put);
        assertThat(mallory.complete(ticket.mediaId()).code()).isEqualTo("not-uploaded");
    }

    @Test
    void putPart_copyingAnothersObject_refusedByTheStore() {
        byte[] secret = unique("secret of parts");
        String source = objectOf(alice, secret).getPath();
        Answer ticket = mallory.ask("a.bin", "application/octet-stream", 2 * PART + LAST_PART, "0".repeat(64));
        JsonNode part = mallory.post("/v1/media/" + ticket.mediaId() + "/parts", Map.of("parts", List.of(3)))
                .body()
                .path("items")
                .path(0);

        HttpResponse<byte[]> put = MediaUser.put(part, new byte[LAST_PART], Map.of("x-amz-copy-source", source));

        assertRefused(put);
    }

    @Test
    void put_openToEveryone_closedAllTheSame() {
        byte[] content = unique("for everyone");
        Answer ticket = mallory.ask("a.txt", "text/plain", content);
        JsonNode put = ticket.body().path("put");

        // A store may refuse it, or take the object and not the wish.
        MediaUser.put(put, content, Map.of("x-amz-acl", "public-read"));

        URI bare = URI.create(put.path("url").asString().replaceFirst("\\?.*", ""));
        assertThat(MediaUser.raw(HttpRequest.newBuilder(bare).build()).statusCode())
                .isIn(403, 404);
    }

    @Test
    void key_ofAnUpload_notToBeGuessedFromItsId() {
        byte[] content = unique("where");

        String key = objectOf(alice, content).getPath();

        assertThat(key).matches("/test-\\d+/c/[0-9A-Z]{13}-[0-9a-f]{32}");
    }

    private static void assertRefused(HttpResponse<byte[]> put) {
        assertThat(put.statusCode()).as(new String(put.body(), UTF_8)).isBetween(400, 499);
    }

    private static URI objectOf(MediaUser user, byte[] content) {
        String location = user.get("/v1/media/" + user.upload("a.txt", "text/plain", content))
                .location();
        return URI.create(Objects.requireNonNull(location));
    }

    private static byte[] unique(String text) {
        return (text + " " + System.nanoTime()).getBytes(UTF_8);
    }
}
