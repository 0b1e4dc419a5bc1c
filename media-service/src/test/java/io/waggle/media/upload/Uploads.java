package io.waggle.media.upload;

import io.waggle.fabric.Subjects;
import io.waggle.media.MediaUser;
import io.waggle.media.MediaUser.Answer;
import io.waggle.media.RunningMedia;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.MediaKind;
import io.waggle.protocol.fabric.v1.MediaUseReply;
import io.waggle.protocol.fabric.v1.MediaUseRequest;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** What a service is asked by those who send, and by those who look. */
record Uploads(RunningMedia media, MediaUser alice, MediaUser bob) {

    static Uploads to(RunningMedia media) {
        return new Uploads(media, media.newUser(), media.newUser());
    }

    /** Asked for, put, and called complete, which may be refused. */
    Answer upload(String name, String type, byte[] content) {
        Answer ticket = alice.ask(name, type, content);
        assertThat(ticket.status()).as(ticket.body().toString()).isEqualTo(201);
        assertThat(MediaUser.put(ticket.body().path("put"), content).statusCode())
                .isEqualTo(200);
        return alice.complete(ticket.mediaId());
    }

    /** What a message tells that shows it as that. */
    MediaUseReply use(Id id, MediaKind kind) throws com.google.protobuf.InvalidProtocolBufferException {
        byte[] question = MediaUseRequest.newBuilder()
                .setSender(alice.uid().value())
                .setMediaId(id.value())
                .setKind(kind)
                .build()
                .toByteArray();
        return MediaUseReply.parseFrom(media.fabric()
                .request(Subjects.MEDIA_USE, question, Duration.ofSeconds(20))
                .join());
    }

    /** What somebody is given who sees the message. */
    byte[] seen(Id id, String query) {
        media.im().letRead(bob.uid(), id);
        Answer answer = bob.get("/v1/media/" + id + query);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(302);
        return MediaUser.raw(HttpRequest.newBuilder(URI.create(Objects.requireNonNull(answer.location())))
                        .build())
                .body();
    }
}
