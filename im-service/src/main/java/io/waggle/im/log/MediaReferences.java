package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.Collection;
import java.util.Set;

/** Which media the log shows, and to whom. */
@Service
public class MediaReferences {

    private final MediaReferenceMapper mapper;
    private final Clock clock;

    MediaReferences(MediaReferenceMapper mapper, Clock clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    /** Whether the reader is shown the media in a group. */
    public boolean inGroup(Id mediaId, Id reader) {
        return mapper.isShown(mediaId, reader, true, clock.millis());
    }

    /** Whether the reader is shown the media in a conversation of two. */
    public boolean inPair(Id mediaId, Id reader) {
        return mapper.isShown(mediaId, reader, false, clock.millis());
    }

    /** Those that any entry shows. */
    public Set<Id> among(Collection<Id> mediaIds) {
        return mediaIds.isEmpty() ? Set.of() : mapper.findReferenced(mediaIds);
    }
}
