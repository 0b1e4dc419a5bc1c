package io.waggle.media.sweep;

import io.waggle.fabric.NoAnswer;
import io.waggle.media.content.Clearing;
import io.waggle.media.content.ContentRow;
import io.waggle.media.content.MediaRow;
import io.waggle.media.store.Keys;
import io.waggle.media.store.Store;
import io.waggle.media.store.StoreUnavailable;
import io.waggle.protocol.Id;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Mark and sweep: asks im-service about complete media that were not used during the grace time, and removes those that no
 * message shows.
 *
 * <p>It cannot remove media that a message is about to show. Before im-service commits a message, it asks to use the media,
 * which sets {@code used_at}, and commits within a minute of the answer. A message whose request came before the grace time is
 * committed long ago, so im-service reports it. A request during the sweep changes {@code used_at}, so the sweep's update
 * matches no row.
 */
@Component
public class Sweep {

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);
    private static final int AT_ONCE = 200;
    private static final int TOLERATED = 20;

    private final Clearing clearing;
    private final References references;
    private final Store store;
    private final SweepProperties properties;
    private final Clock clock;

    Sweep(Clearing clearing, References references, Store store, SweepProperties properties, Clock clock) {
        this.clearing = clearing;
        this.references = references;
        this.store = store;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 10, fixedRate = 60, timeUnit = TimeUnit.MINUTES)
    void sweepQuietly() {
        try {
            sweep();
        } catch (NoAnswer | DataAccessException | StoreUnavailable away) {
            log.warn("The removal of unused media failed; it continues in an hour", away);
        }
    }

    /** Runs the whole sweep once. */
    public void sweep() {
        endTickets();
        markIdle();
        removeMarked();
        removeContents();
    }

    private void endTickets() {
        List<MediaRow> expired = clearing.expired(AT_ONCE);
        while (!expired.isEmpty()) {
            expired.forEach(clearing::startRemoving);
            removeMarked();
            expired = clearing.expired(AT_ONCE);
        }
    }

    private void markIdle() {
        long before = clock.millis() - properties.grace().toMillis();
        List<MediaRow> idle = clearing.idle(before, 0, new Id(0), AT_ONCE);
        while (!idle.isEmpty()) {
            Set<Id> shown = references.among(idle.stream().map(MediaRow::id).toList());
            for (MediaRow row : idle) {
                if (shown.contains(row.id())) {
                    clearing.keep(row);
                } else {
                    clearing.startRemoving(row);
                }
            }
            MediaRow last = idle.getLast();
            idle = clearing.idle(before, last.usedAt(), last.id(), AT_ONCE);
        }
    }

    private void removeMarked() {
        List<MediaRow> marked = clearing.removing(AT_ONCE);
        while (each(marked, this::remove)) {
            marked = clearing.removing(AT_ONCE);
        }
    }

    /** Removes the media. Complete media have a content, which other media may share and which is removed separately. */
    private void remove(MediaRow row) {
        if (row.contentId() == null) {
            if (row.uploadId() != null) {
                store.abortParts(row.objectKey(), row.uploadId());
            }
            store.remove(row.objectKey());
        }
        clearing.delete(row);
    }

    private void removeContents() {
        List<ContentRow> unused = clearing.unused(AT_ONCE);
        while (each(unused, this::remove)) {
            unused = clearing.unused(AT_ONCE);
        }
    }

    private void remove(ContentRow content) {
        if (clearing.startRemoving(content)) {
            Keys.ofContent(content.id(), content.objectKey()).forEach(store::remove);
            clearing.delete(content);
        }
    }

    /**
     * Runs the step for each item. An item that the store refuses is left for the next sweep and does not stop the others.
     *
     * @return whether the step succeeded for any item
     * @throws StoreUnavailable if the store refuses several items in a row
     */
    private static <T> boolean each(List<T> all, Consumer<T> step) {
        int refusals = 0;
        for (T one : all) {
            try {
                step.accept(one);
            } catch (StoreUnavailable refused) {
                refusals++;
                if (refusals > TOLERATED) {
                    throw refused;
                }
                log.warn("An unused object could not be removed; it is tried again in an hour", refused);
            }
        }
        return refusals < all.size();
    }
}
