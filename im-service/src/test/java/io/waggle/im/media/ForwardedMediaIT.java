package io.waggle.im.media;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Subjects;
import io.waggle.im.AtOnce;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.MediaReaderReply;
import io.waggle.protocol.fabric.v1.MediaReaderRequest;
import io.waggle.protocol.fabric.v1.MediaReferenced;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

import static org.assertj.core.api.Assertions.assertThat;

class ForwardedMediaIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final ScriptedMedia media = new ScriptedMedia(service.fabric());
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private final User carol = http.newUser();

    @BeforeEach
    void befriend() {
        http.befriend(alice, bob);
        http.befriend(bob, carol);
    }

    @AfterEach
    void close() {
        media.close();
    }

    @Test
    void forward_mediaOfAnother_isReadableByTheNewReaderAlsoAfterTheRecallOfTheOriginal() throws Exception {
        Id image = media.mediaOf(alice.uid());
        Place original = sendImage(image);
        assertThat(mayRead(carol, image)).isFalse();

        Place copy = forward(original, "", carol);

        JsonNode shown = http.as(carol, "GET", path(copy)).expect(200).body();
        assertThat(shown.path("image").path("width").asInt()).isEqualTo(640);
        assertThat(shown.path("caption").asString()).isEqualTo("bees");
        assertThat(mayRead(carol, image)).isTrue();
        recall(alice, original);
        assertThat(mayRead(alice, image)).isFalse();
        assertThat(mayRead(carol, image)).isTrue();
        recall(bob, copy);
        assertThat(mayRead(carol, image)).isFalse();
        assertThat(isReferenced(image)).isFalse();
    }

    @Test
    void forward_needsNoAnswerOfMediaService() throws Exception {
        Id image = media.mediaOf(alice.uid());
        Place original = sendImage(image);
        media.close();

        forward(original, "", carol);

        assertThat(mayRead(carol, image)).isTrue();
    }

    @Test
    void combine_media_areReadableByTheNewReaderUntilItsRecall() throws Exception {
        Id image = media.mediaOf(alice.uid());
        Place original = sendImage(image);

        Place combined = forward(original, ",\"combined\":true", carol);
        Place nested = forward(combined, ",\"combined\":true", carol);
        Place copy = forward(nested, "", carol);

        assertThat(mayRead(carol, image)).isTrue();
        recall(alice, original);
        recall(bob, combined);
        recall(bob, nested);
        assertThat(mayRead(carol, image)).isTrue();
        recall(bob, copy);
        assertThat(mayRead(carol, image)).isFalse();
        assertThat(isReferenced(image)).isFalse();
    }

    /** Copies do not say who uploaded their media. */
    @Test
    void forward_copiesWithHiddenSourceAfterTheUploaderHasBlocked_isRefused() throws Exception {
        Id image = media.mediaOf(alice.uid());
        Place original = sendImage(image);
        Place copy = forward(original, ",\"hideSource\":true", bob);
        Place combined = forward(original, ",\"hideSource\":true,\"combined\":true", bob);
        Place copyOfCopy = forward(copy, "", bob);
        http.as(alice, "PUT", "/v1/blocks/" + bob.uid()).expect(204);

        assertThat(mayRead(bob, image)).isFalse();
        for (Place each : List.of(original, copy, combined, copyOfCopy)) {
            assertThat(forwarding(each, "", carol).expectProblem(ErrorCode.MEDIA_UNUSABLE))
                    .contains("message " + each.seq);
        }

        http.as(alice, "DELETE", "/v1/blocks/" + bob.uid()).expect(204);
        forward(copy, "", carol);
        assertThat(mayRead(carol, image)).isTrue();
    }

    @Test
    void forwardAndRecall_manyAtOnce_theMediaAreReadableIfTheyWereForwarded() throws Exception {
        for (int round = 0; round < 5; round++) {
            Id image = media.mediaOf(alice.uid());
            Place original = sendImage(image);
            List<Callable<Answer>> racers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String form = i % 2 == 0 ? ",\"combined\":true" : "";
                racers.add(() -> forwarding(original, form, carol));
            }
            racers.add(6, () -> http.as(alice, "POST", path(original) + "/recall"));

            List<Answer> answers = AtOnce.all(racers);

            answers.remove(6).expect(200);
            boolean forwarded = answers.stream()
                    .anyMatch(answer -> answer.body().path("items").path(0).has("messages"));
            assertThat(mayRead(carol, image)).isEqualTo(forwarded);
            assertThat(isReferenced(image)).isEqualTo(forwarded);
            assertThat(mayRead(alice, image)).isFalse();
        }
    }

    private record Place(Id conversation, long seq) {}

    /** From Alice to Bob. */
    private Place sendImage(Id image) {
        Answer sent = http.as(
                        alice,
                        "POST",
                        "/v1/messages",
                        "{\"to\":{\"u\":\"%s\"},\"image\":{\"mediaId\":\"%s\"},\"caption\":\"bees\"}"
                                .formatted(bob.uid(), image))
                .expect(201);
        return new Place(sent.id("conversation"), sent.body().path("seq").asLong());
    }

    /** By Bob. */
    private Place forward(Place original, String members, User target) {
        JsonNode item = forwarding(original, members, target)
                .expect(200)
                .body()
                .path("items")
                .path(0);
        assertThat(item.has("messages")).as(item.toString()).isTrue();
        JsonNode message = item.path("messages").path(0);
        Id conversation = Id.parse(message.path("conversation").asString());
        return new Place(
                Objects.requireNonNull(conversation), message.path("seq").asLong());
    }

    private Answer forwarding(Place original, String members, User target) {
        return http.as(
                bob,
                "POST",
                "/v1/messages/forward",
                "{\"from\":{\"conversation\":\"%s\",\"seqs\":[%d]},\"to\":[{\"u\":\"%s\"}]%s}"
                        .formatted(original.conversation, original.seq, target.uid(), members));
    }

    private void recall(User user, Place place) {
        http.as(user, "POST", path(place) + "/recall").expect(200);
    }

    private static String path(Place place) {
        return "/v1/conversations/" + place.conversation + "/messages/" + place.seq;
    }

    private boolean mayRead(User user, Id image) throws InvalidProtocolBufferException {
        MediaReaderRequest question = MediaReaderRequest.newBuilder()
                .setUid(user.uid().value())
                .setMediaId(image.value())
                .setUploader(alice.uid().value())
                .build();
        return MediaReaderReply.parseFrom(service.ask(Subjects.MEDIA_READER, question))
                .getMay();
    }

    private boolean isReferenced(Id image) throws InvalidProtocolBufferException {
        MediaReferenced question =
                MediaReferenced.newBuilder().addMediaIds(image.value()).build();
        return MediaReferenced.parseFrom(service.ask(Subjects.MEDIA_REFERENCED, question))
                        .getMediaIdsCount()
                == 1;
    }
}
