package io.waggle.media.upload;

import io.waggle.media.MediaUser;
import io.waggle.media.MediaUser.Answer;
import io.waggle.media.Pictures;
import io.waggle.media.RunningMedia;
import io.waggle.protocol.Limits;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class UploadIT {

    private static final RunningMedia MEDIA = RunningMedia.shared();

    private final MediaUser alice = MEDIA.newUser();

    @Test
    void upload_asTheTicketSays_complete() {
        byte[] content = Pictures.png(640, 480);
        Answer ticket = alice.ask("bee.png", "image/png", content);
        assertThat(ticket.status()).as(ticket.body().toString()).isEqualTo(201);

        assertThat(MediaUser.put(ticket.body().path("put"), content).statusCode())
                .isEqualTo(200);
        Answer done = alice.complete(ticket.mediaId());

        assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
        assertThat(done.body().path("width").asInt()).isEqualTo(640);
        assertThat(done.body().path("height").asInt()).isEqualTo(480);
        assertThat(done.body().path("thumb").asBoolean()).isTrue();
        assertThat(done.body().path("blurhash").asString()).isNotEmpty();
        assertThat(alice.complete(ticket.mediaId()).body()).isEqualTo(done.body());
    }

    @Test
    void put_anotherLength_refusedByTheStore() {
        Answer ticket = alice.ask("a.txt", "text/plain", "hello".getBytes(UTF_8));

        HttpResponse<byte[]> put = MediaUser.put(ticket.body().path("put"), "hello!".getBytes(UTF_8));

        assertRefusedByTheStore(put);
        assertThat(alice.complete(ticket.mediaId()).code()).isEqualTo("not-uploaded");
    }

    @Test
    void put_anotherType_refusedByTheStore() {
        byte[] content = "hello type".getBytes(UTF_8);
        Answer ticket = alice.ask("a.txt", "text/plain", content);

        assertRefusedByTheStore(MediaUser.put(ticket.body().path("put"), content, Map.of("Content-Type", "text/html")));
        assertRefusedByTheStore(MediaUser.put(ticket.body().path("put"), content, Map.of("Content-Type", "")));
    }

    @Test
    void put_otherBytesOfTheSameLength_refusedByTheStore() {
        Answer ticket = alice.ask("a.txt", "text/plain", "hello bytes".getBytes(UTF_8));

        assertRefusedByTheStore(MediaUser.put(ticket.body().path("put"), "jello bytes".getBytes(UTF_8)));
        assertThat(alice.complete(ticket.mediaId()).code()).isEqualTo("not-uploaded");
    }

    @Test
    void put_withTheHashOfOtherBytes_refusedByTheStore() throws Exception {
        byte[] other = "jello hash!".getBytes(UTF_8);
        String hash = Base64.getEncoder()
                .encodeToString(
                        java.security.MessageDigest.getInstance("SHA-256").digest(other));
        Answer ticket = alice.ask("a.txt", "text/plain", "hello hash!".getBytes(UTF_8));

        assertRefusedByTheStore(MediaUser.put(ticket.body().path("put"), other, Map.of("x-amz-checksum-sha256", hash)));
        assertRefusedByTheStore(MediaUser.put(ticket.body().path("put"), other, Map.of("x-amz-checksum-sha256", "")));
    }

    @Test
    void put_againAfterComplete_refusedByTheStore() {
        byte[] content = "hello again".getBytes(UTF_8);
        Answer ticket = alice.ask("a.txt", "text/plain", content);
        assertThat(MediaUser.put(ticket.body().path("put"), content).statusCode())
                .isEqualTo(200);
        assertThat(alice.complete(ticket.mediaId()).status()).isEqualTo(200);

        HttpResponse<byte[]> again = MediaUser.put(ticket.body().path("put"), content);

        assertThat(again.statusCode()).isEqualTo(412);
        assertRefusedByTheStore(MediaUser.put(ticket.body().path("put"), content, Map.of("If-None-Match", "")));
    }

    @Test
    void put_toAnotherKey_refusedByTheStore() {
        byte[] content = "hello key".getBytes(UTF_8);
        Answer ticket = alice.ask("a.txt", "text/plain", content);
        Answer other = alice.ask("b.txt", "text/plain", "other key".getBytes(UTF_8));
        String url = ticket.body().path("put").path("url").asString();
        String moved = url.replace(ticket.mediaId().toString(), other.mediaId().toString());

        HttpResponse<byte[]> put = MediaUser.raw(HttpRequest.newBuilder(URI.create(moved))
                .header("Content-Type", "text/plain")
                .header("If-None-Match", "*")
                .header("x-amz-checksum-sha256", header(ticket, "x-amz-checksum-sha256"))
                .PUT(BodyPublishers.ofByteArray(content))
                .build());

        assertRefusedByTheStore(put);
    }

    @Test
    void complete_nothingUploaded_refused() {
        Answer ticket = alice.ask("a.txt", "text/plain", "never sent".getBytes(UTF_8));

        assertThat(alice.complete(ticket.mediaId()).code()).isEqualTo("not-uploaded");
    }

    @Test
    void complete_bytesAreNotOfTheType_refusedByTheService() {
        byte[] content = "<html><script>alert(1)</script></html>".getBytes(UTF_8);
        Answer ticket = alice.ask("a.png", "image/png", content);
        assertThat(MediaUser.put(ticket.body().path("put"), content).statusCode())
                .isEqualTo(200);

        Answer done = alice.complete(ticket.mediaId());

        assertThat(done.status()).isEqualTo(422);
        assertThat(done.code()).isEqualTo("media-refused");
        assertThat(done.body().path("detail").asString()).contains("text/html");
    }

    @Test
    void complete_severalTimesAtOnce_oneContentThatIsThere() {
        byte[] content = Pictures.jpeg(90, 60);
        Answer ticket = alice.ask("a.jpg", "image/jpeg", content);
        MediaUser.put(ticket.body().path("put"), content);

        List<CompletableFuture<Answer>> answers = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> alice.complete(ticket.mediaId())))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).map(Answer::status))
                .containsOnly(200);
        String address = Objects.requireNonNull(
                alice.get("/v1/media/" + ticket.mediaId()).location());
        assertThat(MediaUser.raw(HttpRequest.newBuilder(URI.create(address)).build())
                        .body())
                .isEqualTo(content);
    }

    @Test
    void complete_byAStranger_notFound() {
        byte[] content = "hello owner".getBytes(UTF_8);
        Answer ticket = alice.ask("a.txt", "text/plain", content);
        MediaUser.put(ticket.body().path("put"), content);

        assertThat(MEDIA.newUser().complete(ticket.mediaId()).status()).isEqualTo(404);
    }

    @Test
    void ask_nameThatDeceives_isShownAsItIs() {
        byte[] content = "no invoice".getBytes(UTF_8);
        Answer ticket = alice.ask("../invoice\u202Efdp.exe", "text/plain", content);
        MediaUser.put(ticket.body().path("put"), content);

        assertThat(alice.complete(ticket.mediaId()).body().path("name").asString())
                .isEqualTo("invoicefdp.exe");
    }

    @Test
    void ask_nonsense_toldWhatIsWrong() {
        assertThat(alice.ask("a", "text", 5, "0".repeat(64)).code()).isEqualTo("invalid-request");
        assertThat(alice.ask("a", "text/plain", 0, "0".repeat(64)).code()).isEqualTo("invalid-request");
        assertThat(alice.ask("a", "text/plain", 5, "xyz").code()).isEqualTo("invalid-request");
        assertThat(alice.ask("../\u202E", "text/plain", 5, "0".repeat(64)).code())
                .isEqualTo("invalid-request");
        assertThat(alice.ask(" ", "text/plain", 5, "0".repeat(64)).code()).isEqualTo("invalid-request");
        assertThat(alice.ask("a", "image/png", 1L << 40, "0".repeat(64)).code()).isEqualTo("too-long");
    }

    @Test
    void ask_withALargeBody_isNotReadToItsEnd() {
        Answer answer = alice.ask("x".repeat(Limits.PACKET_BYTES), "image/png", 1, "0".repeat(64));

        assertThat(answer.code()).isEqualTo("too-long");
        assertThat(answer.body().path("detail").asString()).contains("the body is larger than 262144 bytes");
    }

    @Test
    void ask_loggedOut_refused() {
        MediaUser gone = MEDIA.newUser();
        MEDIA.im().end(gone.uid());

        assertThat(gone.ask("a.txt", "text/plain", "x".getBytes(UTF_8)).status())
                .isEqualTo(401);
        MediaUser nobody = new MediaUser(gone.uid(), "not-a-token", gone.service());
        assertThat(nobody.ask("a.txt", "text/plain", "x".getBytes(UTF_8)).status())
                .isEqualTo(401);
    }

    private static void assertRefusedByTheStore(HttpResponse<byte[]> put) {
        assertThat(put.statusCode()).as(new String(put.body(), UTF_8)).isBetween(400, 499);
        assertThat(new String(put.body(), UTF_8)).contains("<Error>");
    }

    private static String header(Answer ticket, String name) {
        return ticket.body().path("put").path("headers").path(name).asString();
    }
}
