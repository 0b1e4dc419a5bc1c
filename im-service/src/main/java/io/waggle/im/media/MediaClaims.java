package io.waggle.im.media;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.MediaKinds;
import io.waggle.protocol.Refused;
import io.waggle.protocol.fabric.v1.MediaUseReply;
import io.waggle.protocol.fabric.v1.MediaUseRequest;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Media;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Asks media-service whether a user may send media, and gets their description. */
@Service
public class MediaClaims {

    private static final Logger log = LoggerFactory.getLogger(MediaClaims.class);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** The time for the commit. media-service keeps approved media for ten minutes, which leaves room for clock differences. */
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final Fabric fabric;
    private final Clock clock;

    MediaClaims(Fabric fabric, Clock clock) {
        this.fabric = fabric;
        this.clock = clock;
    }

    /**
     * A content that may be sent.
     *
     * @param content the content with media-service's description of its media
     * @param goodUntil the media exist at least until then; after the message is committed, they are kept
     */
    public record Claimed(Content content, long goodUntil) {}

    /** Whether the content has media, so that media-service must be asked. */
    public static boolean hasMedia(Content content) {
        return !MediaKinds.mediaOf(content).isEmpty();
    }

    /**
     * Asks for all media of a content at once. Never blocks. Fails with {@link Refused} if the sender may not send one of them, or
     * there is no answer; the others are then free again after their ten minutes.
     */
    public CompletableFuture<Claimed> claim(Id sender, Content content) {
        List<MediaKinds.Shown> media = MediaKinds.mediaOf(content);
        if (media.isEmpty()) {
            return CompletableFuture.completedFuture(new Claimed(content, Long.MAX_VALUE));
        }
        long goodUntil = clock.millis() + LIFE.toMillis();
        List<CompletableFuture<Media>> asked = IntStream.range(0, media.size())
                .mapToObj(i -> ask(sender, media.get(i), media.size() == 1 ? "" : "album[" + i + "]: "))
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                .handle((all, fault) -> {
                    List<Media> described =
                            asked.stream().map(CompletableFuture::join).toList();
                    return new Claimed(MediaKinds.with(content, described), goodUntil);
                });
    }

    /** @param where begins the detail of a refusal */
    private CompletableFuture<Media> ask(Id sender, MediaKinds.Shown shown, String where) {
        byte[] question = MediaUseRequest.newBuilder()
                .setSender(sender.value())
                .setMediaId(shown.media().getMediaId())
                .setKind(shown.kind())
                .build()
                .toByteArray();
        return fabric.request(Subjects.MEDIA_USE, question, DEADLINE)
                .handle((answer, fault) -> read(answer, fault, where));
    }

    private static Media read(byte @Nullable [] answer, @Nullable Throwable fault, String where) {
        if (answer == null) {
            log.warn("media-service does not answer; a message with media is refused", fault);
            throw new Refused(ErrorCode.UNAVAILABLE);
        }
        MediaUseReply reply;
        try {
            reply = MediaUseReply.parseFrom(answer);
        } catch (InvalidProtocolBufferException malformed) {
            log.error("The answer of media-service is malformed; a message with media is refused", malformed);
            throw new Refused(ErrorCode.INTERNAL);
        }
        if (reply.hasMedia()) {
            return reply.getMedia();
        }
        ErrorCode code = ErrorCode.ofWireName(reply.getRefused().getCode());
        throw new Refused(
                code == null ? ErrorCode.MEDIA_UNUSABLE : code,
                where + reply.getRefused().getDetail());
    }
}
