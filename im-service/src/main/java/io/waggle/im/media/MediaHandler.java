package io.waggle.im.media;

import io.waggle.fabric.Subjects;
import io.waggle.im.log.MediaReferences;
import io.waggle.im.relation.Relations;
import io.waggle.kit.answer.Answer;
import io.waggle.kit.answer.Answers;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.MediaReaderReply;
import io.waggle.protocol.fabric.v1.MediaReaderRequest;
import io.waggle.protocol.fabric.v1.MediaReferenced;
import org.springframework.stereotype.Component;

import java.util.List;

/** Answers media-service: whether a user may read a medium, and which media messages show. It repeats requests that fail. */
@Component
class MediaHandler implements Answers {

    private final MediaReferences references;
    private final Relations relations;

    MediaHandler(MediaReferences references, Relations relations) {
        this.references = references;
        this.relations = relations;
    }

    @Override
    public List<Answer<?>> answers() {
        return List.of(
                Answer.blocking(Subjects.MEDIA_READER, MediaReaderRequest.parser(), this::reader),
                Answer.blocking(Subjects.MEDIA_REFERENCED, MediaReferenced.parser(), this::referenced));
    }

    private MediaReaderReply reader(MediaReaderRequest request) {
        boolean may = mayRead(new Id(request.getUid()), new Id(request.getMediaId()), new Id(request.getUploader()));
        return MediaReaderReply.newBuilder().setMay(may).build();
    }

    /** In a group, a member who sees the entry may read its media; in a pair too, unless the uploader blocks the reader. */
    private boolean mayRead(Id reader, Id media, Id uploader) {
        return references.inGroup(media, reader)
                || (references.inPair(media, reader)
                        && !relations.between(reader, uploader).recipientBlocks());
    }

    private MediaReferenced referenced(MediaReferenced asked) {
        List<Id> ids = asked.getMediaIdsList().stream().map(Id::new).toList();
        MediaReferenced.Builder reply = MediaReferenced.newBuilder();
        references.among(ids).forEach(id -> reply.addMediaIds(id.value()));
        return reply.build();
    }
}
