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
 * The delivery cursors of all devices. A new device starts at the newest entries of its user's conversations, so that a login
 * does not receive the whole history. If a device has no cursor in a conversation, the user joined it later; then the entries
 * that the user does not see count as delivered.
 */
@Service
class Cursors {

    private static final int ROWS_AT_ONCE = 1_000;

    /** The precision of the time at which a device was last seen. It is not stored more often than this. */
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

    /** Moves cursors forward. Skips the cursors of devices that no longer exist. */
    void advance(Collection<CursorRow> cursors) {
        advance(cursors, List.of());
    }

    /**
     * Moves cursors forward, and stores changes of withheld entries in the same transaction.
     *
     * @param withheldNow the entries that were too large to send, and those that have been sent since
     */
    void advance(Collection<CursorRow> cursors, Collection<WithheldRow> withheldNow) {
        if (cursors.isEmpty()) {
            return;
        }
        Set<Id> dids = cursors.stream().map(CursorRow::did).collect(Collectors.toSet());
        transaction.executeWithoutResult(status -> {
            Set<Id> present = new HashSet<>(mapper.lockDevices(dids));
            // Always in the same order, so that two transactions cannot deadlock.
            insert(cursors.stream()
                    .filter(cursor -> present.contains(cursor.did()))
                    .sorted(Comparator.comparing(CursorRow::did).thenComparing(CursorRow::conversationId))
                    .toList());
            withheld.store(withheldNow.stream()
                    .filter(entry -> present.contains(entry.did()))
                    .sorted(Comparator.comparing(WithheldRow::did).thenComparing(WithheldRow::conversationId))
                    .toList());
        });
        noteSeen(dids);
    }

    /**
     * Publishes {@link Reached} for the moved cursors of pairs, so that the peer is notified. Only a cursor that is the
     * furthest of the user's devices counts.
     */
    void publishReached(List<CursorRow> cursors) {
        inPieces(cursors, piece -> mapper.findReached(piece).forEach(events::publishEvent));
    }

    /** Notes that the device has connected again. Returns when it was last seen; null if it is unknown. */
    @Nullable
    Long noteConnected(Id did) {
        Long seenAt = mapper.findSeenAt(did);
        if (seenAt != null && seenAt <= clock.millis() - SEEN_PRECISION.toMillis()) {
            noteSeen(List.of(did));
        }
        return seenAt;
    }

    /** Notes that the devices are connected, or were a moment ago. */
    void noteSeen(Collection<Id> dids) {
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

    /** Runs the statement for parts of a size that one statement can hold. */
    private static void inPieces(List<CursorRow> cursors, Consumer<List<CursorRow>> statement) {
        for (int from = 0; from < cursors.size(); from += ROWS_AT_ONCE) {
            statement.accept(cursors.subList(from, Math.min(from + ROWS_AT_ONCE, cursors.size())));
        }
    }
}
