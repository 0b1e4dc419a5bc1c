package io.waggle.media.content;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.List;

/**
 * Removes rows that are no longer needed, in two steps: first the row accepts no new use, then it is deleted. Each step may be
 * repeated.
 */
@Service
public class Clearing {

    private final MediaMapper media;
    private final ContentMapper contents;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Clearing(MediaMapper media, ContentMapper contents, TransactionTemplate transaction, Clock clock) {
        this.media = media;
        this.contents = contents;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Returns expired tickets. */
    public List<MediaRow> expired(int limit) {
        return media.findExpired(clock.millis(), limit);
    }

    /** Returns complete media that were not used since the given time, after the given position. */
    public List<MediaRow> idle(long before, long afterUsedAt, Id afterId, int limit) {
        return media.findIdle(before, afterUsedAt, afterId, limit);
    }

    /** Returns media whose removal has started. */
    public List<MediaRow> removing(int limit) {
        return media.findRemoving(limit);
    }

    /** Starts the removal. Returns false if the media were used after the row was read. */
    public boolean startRemoving(MediaRow row) {
        return media.startRemoving(row.id(), row.state(), row.usedAt()) == 1;
    }

    /** Records a use, because a message shows the media. */
    public void keep(MediaRow row) {
        media.touch(row.id(), row.usedAt(), clock.millis());
    }

    public void delete(MediaRow row) {
        media.delete(row.id());
    }

    /** Returns contents without media. Blocked contents stay. */
    public List<ContentRow> unused(int limit) {
        return contents.findUnused(limit);
    }

    /** Starts the removal. Returns false if media use the content now. */
    public boolean startRemoving(ContentRow content) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            ContentRow held = contents.findForUpdate(content.id());
            boolean goes = held != null && media.countOf(content.id()) == 0;
            if (goes) {
                contents.startRemoving(content.id());
            }
            return goes;
        }));
    }

    public void delete(ContentRow content) {
        contents.delete(content.id());
    }
}
