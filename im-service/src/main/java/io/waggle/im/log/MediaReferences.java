package io.waggle.im.log;

import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Content;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Knows which media the entries of the log show, to which users, and which media are held for an entry to come. */
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

    /** The uploaders of the media that these entries show, also within combined messages; in order of the entries. */
    public List<ShownUpload> uploads(Id conversation, Collection<Long> seqs) {
        return mapper.findUploads(conversation, seqs);
    }

    /**
     * Keeps the media of a content until {@link #release}, as if an entry showed them. Call it before the time is over for which
     * media-service has promised to keep them.
     *
     * @param holder the id of what holds them
     */
    public void hold(Id holder, Content content) {
        Set<Id> media = EntryRow.mediaIdsIn(content);
        if (!media.isEmpty()) {
            mapper.insertHolds(holder, media);
        }
    }

    /** Ends the holds of these holders. */
    public void release(Collection<Id> holders) {
        if (!holders.isEmpty()) {
            mapper.deleteHolds(holders);
        }
    }

    /** The media among these that any entry shows, or that are held. */
    public Set<Id> among(Collection<Id> mediaIds) {
        return mediaIds.isEmpty() ? Set.of() : mapper.findReferenced(mediaIds);
    }
}
