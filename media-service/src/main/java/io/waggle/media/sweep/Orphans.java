package io.waggle.media.sweep;

import com.github.f4b6a3.tsid.Tsid;
import io.waggle.media.content.Library;
import io.waggle.media.content.MediaRow;
import io.waggle.media.content.MediaState;
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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Removes objects that have no row: left by a process that died between store and database, or uploaded with an address whose
 * ticket was over. It goes through the store's keys a few thousand an hour, in a cycle.
 */
@Component
public class Orphans {

    private static final Logger log = LoggerFactory.getLogger(Orphans.class);
    private static final int AT_ONCE = 500;
    private static final int ROUNDS = 10;

    /** Longer than the life of any ticket. */
    private static final Duration OLD = Duration.ofDays(9);

    private final Store store;
    private final Library library;
    private final Clock clock;
    private final Place contents = new Place(Keys.CONTENTS);
    private final Place derived = new Place(Keys.DERIVED);

    Orphans(Store store, Library library, Clock clock) {
        this.store = store;
        this.library = library;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 30, fixedRate = 60, timeUnit = TimeUnit.MINUTES)
    void sweepQuietly() {
        try {
            for (int round = 0; round < ROUNDS; round++) {
                sweep();
            }
        } catch (DataAccessException | StoreUnavailable away) {
            log.warn("The removal of orphaned objects failed; it continues in an hour", away);
        }
    }

    /** Checks the next keys. */
    public void sweep() {
        step(contents);
        step(derived);
    }

    private synchronized void step(Place place) {
        List<String> keys = store.keys(place.prefix, place.after, AT_ONCE);
        keys.stream().filter(this::isOrphan).forEach(store::remove);
        place.after = keys.size() < AT_ONCE ? "" : keys.getLast();
    }

    private boolean isOrphan(String key) {
        Id id = Keys.ownerOf(key);
        return id != null && isOld(id) && !(key.startsWith(Keys.DERIVED) ? library.isContent(id) : isKnown(id, key));
    }

    private boolean isKnown(Id id, String key) {
        MediaRow row = library.media(id);
        boolean awaited = row != null && row.state() == MediaState.OPEN;
        return awaited || library.isStoredAs(key);
    }

    private boolean isOld(Id id) {
        return Tsid.from(id.value()).getInstant().isBefore(clock.instant().minus(OLD));
    }

    /** The current position in the keys. */
    private static final class Place {
        private final String prefix;
        private String after = "";

        Place(String prefix) {
            this.prefix = prefix;
        }
    }
}
