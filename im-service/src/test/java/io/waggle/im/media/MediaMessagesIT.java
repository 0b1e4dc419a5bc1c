package io.waggle.im.media;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Limits;
import io.waggle.protocol.fabric.v1.CallerReply;
import io.waggle.protocol.fabric.v1.CallerRequest;
import io.waggle.protocol.fabric.v1.MediaKind;
import io.waggle.protocol.fabric.v1.MediaReaderReply;
import io.waggle.protocol.fabric.v1.MediaReaderRequest;
import io.waggle.protocol.fabric.v1.MediaReferenced;
import io.waggle.protocol.fabric.v1.SessionClaim;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class MediaMessagesIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final ScriptedMedia media = new ScriptedMedia(service.fabric());
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private final User stranger = http.newUser();

    @BeforeEach
    void befriend() {
        http.befriend(alice, bob);
    }

    @AfterEach
    void close() {
        media.close();
    }

    @Test
    void send_ownMedia_shownWithWhatTheServerKnows_andReadableThere() throws Exception {
        Id image = media.mediaOf(alice.uid());

        Answer sent = send(alice, "{\"to\":{\"u\":\"%s\"},\"image\":{\"mediaId\":\"%s\"}}".formatted(bob.uid(), image))
                .expect(201);

        JsonNode shown = http.as(bob, "GET", "/v1/conversations/" + sent.id("conversation") + "/messages")
                .expect(200)
                .body()
                .path("items")
                .path(0)
                .path("image");
        assertThat(shown.path("mediaId").asString()).isEqualTo(image.toString());
        assertThat(shown.path("type").asString()).isEqualTo("image/png");
        assertThat(shown.path("width").asInt()).isEqualTo(640);
        assertThat(mayRead(bob, image)).isTrue();
        assertThat(mayRead(stranger, image)).isFalse();
        assertThat(isReferenced(image)).isTrue();
    }

    @Test
    void send_withACaption_isShownQuotedAndMentions() {
        Answer sent = sendImage("\"caption\":\"see @bob\",\"mentions\":[\"" + bob.uid() + "\"]");

        assertThat(entry(bob, sent).path("caption").asString()).isEqualTo("see @bob");
        assertThat(http.as(bob, "GET", "/v1/conversations")
                        .expect(200)
                        .body()
                        .path("items")
                        .path(0)
                        .path("mentioned")
                        .asBoolean())
                .isTrue();
        assertThat(quoteOf(sent).path("kind").asString()).isEqualTo("image");
        assertThat(quoteOf(sent).path("text").asString()).isEqualTo("see @bob");
    }

    @Test
    void send_album_everyReaderMayDownloadEachOfItsMedia() throws Exception {
        List<Id> own = IntStream.range(0, Limits.ALBUM_MAX)
                .mapToObj(i -> media.mediaOf(alice.uid()))
                .toList();

        Answer sent = sendAlbum(own, ",\"caption\":\"bees\"").expect(201);

        JsonNode shown = entry(bob, sent);
        assertThat(shown.path("caption").asString()).isEqualTo("bees");
        assertThat(shown.path("album").valueStream().map(item -> item.path("image")))
                .hasSize(Limits.ALBUM_MAX)
                .allSatisfy(image -> assertThat(image.path("width").asInt()).isEqualTo(640))
                .extracting(image -> image.path("mediaId").asString())
                .containsExactlyElementsOf(own.stream().map(Id::toString).toList());
        assertThat(shown.path("album").path(0).path("caption").asString()).isEqualTo("0");
        for (Id each : own) {
            assertThat(mayRead(bob, each)).isTrue();
            assertThat(mayRead(stranger, each)).isFalse();
            assertThat(isReferenced(each)).isTrue();
        }
        assertThat(quoteOf(sent).path("kind").asString()).isEqualTo("album");
        assertThat(quoteOf(sent).path("text").asString()).isEqualTo("bees");
    }

    @Test
    void send_albumOfImageAndVideo_asksForEachAsWhatItIs() {
        Id image = media.mediaOf(alice.uid());
        Id video = media.mediaOf(alice.uid());

        send(
                        alice,
                        "{\"to\":{\"u\":\"%s\"},\"album\":[{\"image\":{\"mediaId\":\"%s\"}},{\"video\":{\"mediaId\":\"%s\"}}]}"
                                .formatted(bob.uid(), image, video))
                .expect(201);

        assertThat(media.askedAs(image)).isEqualTo(MediaKind.IMAGE);
        assertThat(media.askedAs(video)).isEqualTo(MediaKind.VIDEO);
    }

    @Test
    void send_albumWithTheSameImageTwice_isShownTwice() throws Exception {
        Id image = media.mediaOf(alice.uid());

        Answer sent = sendAlbum(List.of(image, image), "").expect(201);

        assertThat(entry(bob, sent).path("album")).hasSize(2);
        assertThat(mayRead(bob, image)).isTrue();
    }

    @Test
    void send_albumWithMediaOfAnother_isRefusedAndNothingIsReferenced() throws Exception {
        Id own = media.mediaOf(alice.uid());
        Id another = media.mediaOf(stranger.uid());

        assertThat(sendAlbum(List.of(own, another), "").expectProblem(ErrorCode.MEDIA_UNUSABLE))
                .contains("album[1]: not yours");

        assertThat(isReferenced(own)).isFalse();
        assertThat(isReferenced(another)).isFalse();
    }

    @Test
    void recall_album_nobodyMayDownloadAnyOfItsMedia() throws Exception {
        List<Id> own = List.of(media.mediaOf(alice.uid()), media.mediaOf(alice.uid()), media.mediaOf(alice.uid()));
        Answer sent = sendAlbum(own, "").expect(201);

        http.as(alice, "POST", path(sent) + "/recall").expect(200);

        for (Id each : own) {
            assertThat(mayRead(bob, each)).isFalse();
            assertThat(isReferenced(each)).isFalse();
        }
    }

    @Test
    void edit_captionOfAnAlbum_theCaptionsInsideStay() {
        Answer sent = sendAlbum(List.of(media.mediaOf(alice.uid()), media.mediaOf(alice.uid())), "")
                .expect(201);

        edit(sent, "{\"caption\":\"bees\"}").expect(200);

        assertThat(entry(bob, sent).path("caption").asString()).isEqualTo("bees");
        assertThat(entry(bob, sent).path("album").path(1).path("caption").asString())
                .isEqualTo("1");
    }

    @Test
    void edit_caption_isReplacedAndTheMediaStay() throws Exception {
        Answer sent = sendImage("\"caption\":\"the first\"");

        edit(sent, "{\"caption\":\"the second\",\"mentions\":[\"" + bob.uid() + "\"]}")
                .expect(200);

        JsonNode edited = entry(bob, sent);
        assertThat(edited.path("caption").asString()).isEqualTo("the second");
        assertThat(edited.path("mentions").path(0).asString())
                .isEqualTo(bob.uid().toString());
        assertThat(edited.path("image").path("width").asInt()).isEqualTo(640);
        assertThat(edited.path("edited").has("at")).isTrue();
        Id image = Objects.requireNonNull(
                Id.parse(edited.path("image").path("mediaId").asString()));
        assertThat(mayRead(bob, image)).isTrue();
    }

    @Test
    void edit_emptyCaption_removesItAndTheQuoteNamesTheFile() {
        Answer sent = sendImage("\"caption\":\"the first\"");

        edit(sent, "{\"caption\":\"\"}").expect(200);

        assertThat(entry(bob, sent).has("caption")).isFalse();
        assertThat(quoteOf(sent).path("text").asString()).isEqualTo("bee.png");
    }

    @Test
    void edit_whatTheMessageDoesNotHave_isRefused() {
        Answer image = sendImage("\"caption\":\"the first\"");
        Answer text = send(alice, "{\"to\":{\"u\":\"%s\"},\"text\":\"hi\"}".formatted(bob.uid()))
                .expect(201);

        assertThat(edit(image, "{\"text\":\"no\"}").expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("give caption");
        assertThat(edit(text, "{\"caption\":\"no\"}").expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("give text");
        assertThat(edit(image, "{\"text\":\"no\",\"caption\":\"no\"}").expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("either text");
        Answer place = send(alice, "{\"to\":{\"u\":\"%s\"},\"location\":{\"lat\":48,\"lon\":11}}".formatted(bob.uid()))
                .expect(201);
        assertThat(edit(place, "{\"text\":\"no\"}").expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("neither text nor media");
        edit(image, "{}").expectProblem(ErrorCode.INVALID_REQUEST);
        edit(image, "{\"caption\":\"" + "x".repeat(8_193) + "\"}").expectProblem(ErrorCode.TOO_LONG);
        assertThat(entry(bob, image).path("caption").asString()).isEqualTo("the first");
    }

    @Test
    void send_mediaOfAnother_refusedAndNothingStored() throws Exception {
        Id image = media.mediaOf(stranger.uid());

        send(alice, "{\"to\":{\"u\":\"%s\"},\"image\":{\"mediaId\":\"%s\"}}".formatted(bob.uid(), image))
                .expectProblem(ErrorCode.MEDIA_UNUSABLE);

        assertThat(isReferenced(image)).isFalse();
        assertThat(mayRead(bob, image)).isFalse();
    }

    @Test
    void send_againAfterTheMediaWent_sameAnswer() {
        Id image = media.mediaOf(alice.uid());
        String body = "{\"to\":{\"u\":\"%s\"},\"id\":\"%s\",\"image\":{\"mediaId\":\"%s\"}}"
                .formatted(bob.uid(), UUID.randomUUID(), image);
        Answer first = send(alice, body).expect(201);
        media.take(image);

        assertThat(send(alice, body).expect(201).text()).isEqualTo(first.text());
    }

    @Test
    void send_mediaServiceSilent_unavailable_textPasses() {
        Id image = media.mediaOf(alice.uid());
        media.close();

        send(alice, "{\"to\":{\"u\":\"%s\"},\"file\":{\"mediaId\":\"%s\"}}".formatted(bob.uid(), image))
                .expectProblem(ErrorCode.UNAVAILABLE);
        send(alice, "{\"to\":{\"u\":\"%s\"},\"text\":\"hi\"}".formatted(bob.uid()))
                .expect(201);
    }

    @Test
    void read_blockedByTheUploader_no() throws Exception {
        Id image = media.mediaOf(alice.uid());
        send(alice, "{\"to\":{\"u\":\"%s\"},\"image\":{\"mediaId\":\"%s\"}}".formatted(bob.uid(), image))
                .expect(201);

        http.as(alice, "PUT", "/v1/blocks/" + bob.uid());

        assertThat(mayRead(bob, image)).isFalse();
    }

    @Test
    void read_inAGroup_membersFromWhenTheyCameIn_untilTheyGo() throws Exception {
        Id gid = http.as(alice, "POST", "/v1/groups", "{\"name\":\"bees\",\"members\":[\"%s\"]}".formatted(bob.uid()))
                .expect(201)
                .id("gid");
        Id image = media.mediaOf(alice.uid());
        send(alice, "{\"to\":{\"g\":\"%s\"},\"image\":{\"mediaId\":\"%s\"}}".formatted(gid, image))
                .expect(201);
        assertThat(mayRead(bob, image)).isTrue();
        User late = http.newUser();
        http.befriend(alice, late);
        http.as(alice, "POST", "/v1/groups/" + gid + "/members", "{\"uids\":[\"%s\"]}".formatted(late.uid()));
        assertThat(mayRead(late, image)).isFalse();

        http.as(bob, "DELETE", "/v1/groups/" + gid + "/members/" + bob.uid());

        assertThat(mayRead(bob, image)).isFalse();
    }

    @Test
    void read_messageExpired_no() throws Exception {
        Id image = media.mediaOf(alice.uid());
        Answer sent = send(
                        alice,
                        "{\"to\":{\"u\":\"%s\"},\"expiresAt\":\"2099-01-01T00:00:00Z\",\"image\":{\"mediaId\":\"%s\"}}"
                                .formatted(bob.uid(), image))
                .expect(201);
        assertThat(mayRead(bob, image)).isTrue();

        service.sql()
                .sql("update expiry set expires_at = 1 where conversation_id = ?")
                .param(sent.id("conversation").value())
                .update();

        assertThat(mayRead(bob, image)).isFalse();
    }

    @Test
    void caller_sessionStandsOrNot_andAdministrators() throws Exception {
        assertThat(caller(alice).getAdmitted().getAdministrator()).isFalse();
        assertThat(caller(http.admin()).getAdmitted().getAdministrator()).isTrue();

        http.as(alice, "DELETE", "/v1/sessions/current");

        assertThat(caller(alice).getRefused().getCode()).isEqualTo("session-ended");
    }

    private Answer send(User user, String body) {
        return http.as(user, "POST", "/v1/messages", body);
    }

    private Answer sendImage(String members) {
        return send(
                        alice,
                        "{\"to\":{\"u\":\"%s\"},\"image\":{\"mediaId\":\"%s\"},%s}"
                                .formatted(bob.uid(), media.mediaOf(alice.uid()), members))
                .expect(201);
    }

    /** Each item's caption is its index. */
    private Answer sendAlbum(List<Id> images, String members) {
        String items = IntStream.range(0, images.size())
                .mapToObj(i -> "{\"image\":{\"mediaId\":\"%s\"},\"caption\":\"%d\"}".formatted(images.get(i), i))
                .collect(Collectors.joining(","));
        return send(alice, "{\"to\":{\"u\":\"%s\"},\"album\":[%s]%s}".formatted(bob.uid(), items, members));
    }

    private Answer edit(Answer sent, String body) {
        return http.as(alice, "PATCH", path(sent), body);
    }

    private JsonNode entry(User reader, Answer sent) {
        return http.as(reader, "GET", path(sent)).expect(200).body();
    }

    private JsonNode quoteOf(Answer sent) {
        String reply = "{\"to\":{\"u\":\"%s\"},\"text\":\"this\",\"replyTo\":%d}"
                .formatted(alice.uid(), sent.body().path("seq").asLong());
        return entry(bob, send(bob, reply).expect(201)).path("quote");
    }

    private static String path(Answer sent) {
        return "/v1/conversations/%s/messages/%d"
                .formatted(sent.id("conversation"), sent.body().path("seq").asLong());
    }

    private boolean mayRead(User user, Id image) throws InvalidProtocolBufferException {
        byte[] question = MediaReaderRequest.newBuilder()
                .setUid(user.uid().value())
                .setMediaId(image.value())
                .setUploader(alice.uid().value())
                .build()
                .toByteArray();
        return MediaReaderReply.parseFrom(ask(Subjects.MEDIA_READER, question)).getMay();
    }

    private boolean isReferenced(Id image) throws InvalidProtocolBufferException {
        byte[] question =
                MediaReferenced.newBuilder().addMediaIds(image.value()).build().toByteArray();
        return MediaReferenced.parseFrom(ask(Subjects.MEDIA_REFERENCED, question))
                        .getMediaIdsCount()
                == 1;
    }

    private CallerReply caller(User user) throws InvalidProtocolBufferException {
        byte[] question = CallerRequest.newBuilder()
                .setUid(user.uid().value())
                .setSession(SessionClaim.newBuilder().setDid(user.did().value()))
                .build()
                .toByteArray();
        return CallerReply.parseFrom(ask(Subjects.CALLER, question));
    }

    private byte[] ask(String subject, byte[] question) {
        return service.fabric()
                .request(subject, question, Duration.ofSeconds(10))
                .join();
    }
}
