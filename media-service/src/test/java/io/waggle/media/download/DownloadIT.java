package io.waggle.media.download;

import io.waggle.fabric.Subjects;
import io.waggle.media.MediaUser;
import io.waggle.media.MediaUser.Answer;
import io.waggle.media.Pictures;
import io.waggle.media.RunningMedia;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

class DownloadIT {

    private static final RunningMedia MEDIA = RunningMedia.shared();

    private final MediaUser alice = MEDIA.newUser();
    private final MediaUser bob = MEDIA.newUser();
    private final byte[] content = Pictures.png(200, 100);
    private final Id media = alice.upload("bee \"ß\".png", "image/png", content);

    @Test
    void get_reader_bytesToBeSaved() {
        MEDIA.im().letRead(bob.uid(), media);

        HttpResponse<byte[]> bytes = follow(bob.get("/v1/media/" + media));

        assertThat(bytes.statusCode()).isEqualTo(200);
        assertThat(bytes.body()).isEqualTo(content);
        assertThat(bytes.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
        assertThat(bytes.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(bytes.headers().firstValue("Content-Type")).contains("image/png");
    }

    @Test
    void get_stranger_asIfItWereNotThere() {
        Answer stranger = bob.get("/v1/media/" + media);
        Answer nothing = bob.get("/v1/media/" + new Id(media.value() + 1));

        assertThat(stranger.status()).isEqualTo(404);
        assertThat(stranger.location()).isNull();
        assertThat(stranger.body().path("detail")).isEqualTo(nothing.body().path("detail"));
        assertThat(stranger.code()).isEqualTo(nothing.code());
        assertThat(bob.get("/v1/media/" + media + "?variant=thumb").status()).isEqualTo(404);
    }

    @Test
    void get_noLongerAReader_noBytes() {
        MEDIA.im().letRead(bob.uid(), media);
        assertThat(bob.get("/v1/media/" + media).status()).isEqualTo(302);

        MEDIA.im().noLonger(bob.uid(), media);

        assertThat(bob.get("/v1/media/" + media).status()).isEqualTo(404);
    }

    @Test
    void get_bannedOrLoggedOut_noBytes() {
        MEDIA.im().letRead(bob.uid(), media);
        MEDIA.im().end(bob.uid());

        assertThat(bob.get("/v1/media/" + media).status()).isEqualTo(401);
    }

    @Test
    void follow_withoutOrWithAnotherSignature_noBytes() {
        String link = Objects.requireNonNull(alice.get("/v1/media/" + media).location());
        String bare = link.substring(0, link.indexOf('?'));

        assertThat(get(bare).statusCode()).isEqualTo(403);
        assertThat(get(link.replaceFirst("X-Amz-Expires=\\d+", "X-Amz-Expires=6000"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(get(link.replaceFirst("response-content-type=[^&]*", "response-content-type=text%2Fhtml"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void get_notComplete_notFound() {
        Answer ticket = alice.ask("b.png", "image/png", Pictures.png(30, 30));

        assertThat(alice.get("/v1/media/" + ticket.mediaId()).status()).isEqualTo(404);
    }

    @Test
    void get_imServiceSilent_noBytes() {
        try (RunningMedia alone = RunningMedia.start(Map.of())) {
            MediaUser carol = alone.newUser();
            MediaUser dave = alone.newUser();
            Id hers = carol.upload("a.png", "image/png", Pictures.png(20, 20));
            alone.im().letRead(dave.uid(), hers);
            assertThat(dave.get("/v1/media/" + hers).status()).isEqualTo(302);
            alone.fabric()
                    .serve(
                            Subjects.MEDIA_READER,
                            body -> CompletableFuture.failedFuture(new IllegalStateException("broken on purpose")));

            // Two serve it now, in turn.
            assertThat(java.util.List.of(
                            dave.get("/v1/media/" + hers).status(),
                            dave.get("/v1/media/" + hers).status()))
                    .containsExactlyInAnyOrder(302, 503);
        }
    }

    private static HttpResponse<byte[]> follow(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(302);
        return get(Objects.requireNonNull(answer.location()));
    }

    private static HttpResponse<byte[]> get(String url) {
        return MediaUser.raw(HttpRequest.newBuilder(URI.create(url)).build());
    }
}
