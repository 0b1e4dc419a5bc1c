package io.waggle.im.delivery;

import io.waggle.im.session.DeviceCreated;
import io.waggle.im.session.DeviceDeleted;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * How far each device has come. A new one has what its user had when it was made, so that a login is not sent the whole
 * history; where it has no cursor it came in later, and has what its user does not see.
 */
@Service
class Cursors {

    private static final int ROWS_AT_ONCE = 1_000;

    /** More often than this nobody needs to know when a device was seen. */
    private static final Duration SEEN_PRECISION = Duration.ofHours(12);

    private final DeliveryMapper mapper;
    private final WithheldEntries withheld;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Cursors(
            DeliveryMapper mapper,
            WithheldEntries withheld,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.mapper = mapper;
        this.withheld = withheld;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** Moves cursors forward; those of devices that no longer exist are left out. */
    void advance(Collection<CursorRow> cursors) {
        advance(cursors, List.of());
    }

    /**
     * The same.
     *
     * @param withheldNow what has been learnt with that of entries that are or were too large
     */
    void advance(Collection<CursorRow> cursors, Collection<WithheldRow> withheldNow) {
        if (cursors.isEmpty()) {
            return;
        }
        Set<Id> dids = cursors.stream().map(CursorRow::did).collect(Collectors.toSet());
        transaction.executeWithoutResult(status -> {
            Set<Id> present = new HashSet<>(mapper.lockDevices(dids));
            // In one order, so that two who store cursors at once do not wait in a circle.
            insert(cursors.stream()
                    .filter(cursor -> present.contains(cursor.did()))
                    .sorted(Comparator.comparing(CursorRow::did).thenComparing(CursorRow::conversationId))
                    .toList());
            withheld.store(withheldNow.stream()
                    .filter(entry -> present.contains(entry.did()))
                    .sorted(Comparator.comparing(WithheldRow::did).thenComparing(WithheldRow::conversationId))
                    .toList());
        });
        see(dids);
    }

    /** The devices have been brought something: where they have come furthest of their user's, the other one of the pair is told. */
    void tell(List<CursorRow> cursors) {
        inPieces(cursors, piece -> mapper.findReached(piece).forEach(events::publishEvent));
    }

    /** The device is back. Returns when it was seen last; null for one that is not known. */
    @Nullable
    Long seeAgain(Id did) {
        Long seenAt = mapper.findSeenAt(did);
        if (seenAt != null && seenAt <= clock.millis() - SEEN_PRECISION.toMillis()) {
            see(List.of(did));
        }
        return seenAt;
    }

    /** The devices are, or have just been, connected. */
    void see(Collection<Id> dids) {
        long now = clock.millis();
        mapper.updateSeenAt(dids, now, now - SEEN_PRECISION.toMillis());
    }

    @EventListener
    void created(DeviceCreated device) {
        mapper.insertDevice(device.did(), clock.millis());
        insert(mapper.findHeads(device.uid(), device.did()));
    }

    @EventListener
    void deleted(DeviceDeleted device) {
        mapper.deleteDevice(device.did());
        mapper.deleteCursors(device.did());
        withheld.deleteOf(device.did());
    }

    private void insert(List<CursorRow> cursors) {
        inPieces(cursors, mapper::advance);
    }

    /** As many as one statement may well hold. */
    private static void inPieces(List<CursorRow> cursors, Consumer<List<CursorRow>> statement) {
        for (int from = 0; from < cursors.size(); from += ROWS_AT_ONCE) {
            statement.accept(cursors.subList(from, Math.min(from + ROWS_AT_ONCE, cursors.size())));
        }
    }
}
