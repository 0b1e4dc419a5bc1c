package io.waggle.media.sweep;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.NoAnswer;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.MediaReferenced;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** Asks im-service which media are shown in messages. Nothing is removed while im-service cannot be reached. */
@Component
class References {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Fabric fabric;

    References(Fabric fabric) {
        this.fabric = fabric;
    }

    /** @throws NoAnswer if im-service does not answer */
    Set<Id> among(Collection<Id> media) {
        MediaReferenced.Builder question = MediaReferenced.newBuilder();
        media.forEach(id -> question.addMediaIds(id.value()));
        try {
            byte[] answer = fabric.request(
                            Subjects.MEDIA_REFERENCED, question.build().toByteArray(), DEADLINE)
                    .join();
            return MediaReferenced.parseFrom(answer).getMediaIdsList().stream()
                    .map(Id::new)
                    .collect(Collectors.toSet());
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof NoAnswer none ? none : failed;
        } catch (InvalidProtocolBufferException malformed) {
            throw new NoAnswer("im-service's answer cannot be read: " + malformed.getMessage());
        }
    }
}
