package io.waggle.media.content;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.List;

/**
 * Takes away rows that nobody needs, in two steps: first nothing new may begin to need it, then it goes. Each step may be
 * done again.
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

    /** Tickets that are over. */
    public List<MediaRow> expired(int limit) {
        return media.findExpired(clock.millis(), limit);
    }

    /** Complete media that nobody has used since, behind that place. */
    public List<MediaRow> idle(long before, long afterUsedAt, Id afterId, int limit) {
        return media.findIdle(before, afterUsedAt, afterId, limit);
    }

    /** What was begun to be removed. */
    public List<MediaRow> removing(int limit) {
        return media.findRemoving(limit);
    }

    /** Whether it goes: not if somebody has used it since it was read. */
    public boolean startRemoving(MediaRow row) {
        return media.startRemoving(row.id(), row.state(), row.usedAt()) == 1;
    }

    /** It is shown somewhere. */
    public void keep(MediaRow row) {
        media.touch(row.id(), row.usedAt(), clock.millis());
    }

    public void delete(MediaRow row) {
        media.delete(row.id());
    }

    /** Contents that no upload has. Those that are blocked stay where they are. */
    public List<ContentRow> unused(int limit) {
        return contents.findUnused(limit);
    }

    /** Whether it goes: not if an upload has it since. */
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
