package io.waggle.im.delivery;

import io.waggle.im.caller.Caller;
import io.waggle.im.log.Views;
import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Serves devices that keep their own cursors: takes their cursors and returns what they lack. */
@Service
class BatchAcks {

    static final int ITEMS_AT_MOST = 500;

    private final DeliveryMapper mapper;
    private final Cursors cursors;
    private final Views views;

    BatchAcks(DeliveryMapper mapper, Cursors cursors, Views views) {
        this.mapper = mapper;
        this.cursors = cursors;
        this.views = views;
    }

    /** Moves cursors forward, at most to the newest entry. Skips conversations that the caller is not in. */
    void ack(Caller caller, Map<Id, Long> acked) {
        if (acked.isEmpty()) {
            return;
        }
        List<Moved> moved = mapper.findPlaces(caller.uid(), caller.did(), acked.keySet()).stream()
                .map(place ->
                        new Moved(place, Math.min(acked.getOrDefault(place.conversationId(), 0L), place.lastSeq())))
                .filter(Moved::isForward)
                .toList();
        cursors.advance(rows(caller.did(), moved));
        publishReached(caller.did(), moved);
    }

    /** Only for pairs in which the device has received an entry. The peer is not notified of the device's own entries. */
    private void publishReached(Id did, List<Moved> moved) {
        List<Moved> inPairs =
                moved.stream().filter(place -> !place.place().inGroup()).toList();
        if (inPairs.isEmpty()) {
            return;
        }
        Set<Id> received = Set.copyOf(mapper.findReceived(
                did,
                inPairs.stream()
                        .map(place -> new EntryRange(
                                place.place().conversationId(), place.place().hasSeq(), place.seq()))
                        .toList()));
        cursors.publishReached(rows(
                did,
                inPairs.stream()
                        .filter(place -> received.contains(place.place().conversationId()))
                        .toList()));
    }

    private static List<CursorRow> rows(Id did, List<Moved> moved) {
        return moved.stream()
                .map(place -> new CursorRow(did, place.place().conversationId(), place.seq()))
                .toList();
    }

    private record Moved(BehindRow place, long seq) {

        boolean isForward() {
            return seq > place.hasSeq();
        }
    }

    /** The entries that the device lacks: after the cursors that it gives, and elsewhere after its stored delivery cursors. */
    Missing missing(Caller caller, Map<Id, Long> has) {
        List<BehindRow> places =
                new ArrayList<>(mapper.findBehind(caller.uid(), caller.did(), ITEMS_AT_MOST + 1 + has.size()));
        places.removeIf(place -> has.containsKey(place.conversationId()));
        if (!has.isEmpty()) {
            places.addAll(mapper.findPlaces(caller.uid(), caller.did(), has.keySet()));
        }
        cursors.noteConnected(caller.did());
        Map<Id, Long> aged =
                views.agedSeqs(places.stream().map(BehindRow::conversationId).toList());
        List<Missing.Item> items = places.stream()
                .map(place -> item(
                        place,
                        Math.max(
                                has.getOrDefault(place.conversationId(), place.hasSeq()),
                                aged.getOrDefault(place.conversationId(), 0L))))
                .filter(item -> item.count() > 0)
                .sorted(Comparator.comparing(Missing.Item::conversation))
                .toList();
        boolean more = items.size() > ITEMS_AT_MOST;
        return new Missing(more ? items.subList(0, ITEMS_AT_MOST) : items, more);
    }

    private static Missing.Item item(BehindRow place, long has) {
        long after = Math.max(has, place.floorSeq());
        return new Missing.Item(
                place.conversationId(), after + 1, place.lastSeq(), Math.max(0, place.lastSeq() - after));
    }
}
