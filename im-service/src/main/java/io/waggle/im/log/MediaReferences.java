package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.Collection;
import java.util.Set;

/** Finds out which media the entries of the log show, and to which users. */
@Service
public class MediaReferences {

    private final MediaReferenceMapper mapper;
    private final HistoryDepth depth;
    private final Clock clock;

    MediaReferences(MediaReferenceMapper mapper, HistoryDepth depth, Clock clock) {
        this.mapper = mapper;
        this.depth = depth;
        this.clock = clock;
    }

    /** Whether the reader sees the media in a group. */
    public boolean inGroup(Id mediaId, Id reader) {
        return mapper.isShown(mediaId, reader, true, depth.horizon(), clock.millis());
    }

    /** Whether the reader sees the media in a pair's conversation. */
    public boolean inPair(Id mediaId, Id reader) {
        return mapper.isShown(mediaId, reader, false, depth.horizon(), clock.millis());
    }

    /** The media among these that any entry shows. */
    public Set<Id> among(Collection<Id> mediaIds) {
        return mediaIds.isEmpty() ? Set.of() : mapper.findReferenced(mediaIds);
    }
}
