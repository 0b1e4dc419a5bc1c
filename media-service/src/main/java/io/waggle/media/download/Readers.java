package io.waggle.media.download;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.fabric.v1.MediaReaderReply;
import io.waggle.protocol.fabric.v1.MediaReaderRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * Asks im-service whether a user may read a message that shows the media. While im-service cannot be reached, nothing is shown.
 */
@Component
class Readers {

    private static final Logger log = LoggerFactory.getLogger(Readers.class);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Fabric fabric;

    Readers(Fabric fabric) {
        this.fabric = fabric;
    }

    boolean mayRead(Id uid, Id media, Id uploader) {
        byte[] question = MediaReaderRequest.newBuilder()
                .setUid(uid.value())
                .setMediaId(media.value())
                .setUploader(uploader.value())
                .build()
                .toByteArray();
        try {
            byte[] answer =
                    fabric.request(Subjects.MEDIA_READER, question, DEADLINE).join();
            return MediaReaderReply.parseFrom(answer).getMay();
        } catch (CompletionException | InvalidProtocolBufferException failed) {
            log.warn("im-service could not be asked whether a user may see media; the download is refused", failed);
            throw new Refused(ErrorCode.UNAVAILABLE);
        }
    }
}
