package io.waggle.im.delivery;

import io.waggle.im.log.EntryRef;
import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The withheld entries: they were too large for a device's connection, and the device has acknowledged a gap notice instead.
 * They are sent to the device's next connection that accepts packets of that size.
 */
@Service
class WithheldEntries {

    /** The most withheld entries per device and conversation. The newest are kept; clients find the others in the history. */
    static final int KEPT = 100;

    /** The most withheld entries in the answer for one connecting device. */
    private static final int AT_ONCE = 5_000;

    private record Place(Id did, Id conversation) {}

    private final DeliveryMapper mapper;

    WithheldEntries(DeliveryMapper mapper) {
        this.mapper = mapper;
    }

    /** Stores rows in the transaction that moves the cursors past them. If an entry has several rows, the last one counts. */
    void store(Collection<WithheldRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Map<List<Object>, WithheldRow> last = new LinkedHashMap<>();
        rows.forEach(row -> last.put(List.of(row.did(), row.conversationId(), row.seq()), row));
        List<WithheldRow> withheld =
                last.values().stream().filter(row -> !row.isSent()).toList();
        last.values().stream().filter(WithheldRow::isSent).forEach(mapper::deleteWithheld);
        if (!withheld.isEmpty()) {
            mapper.withhold(withheld);
            Set<Place> places = new HashSet<>();
            withheld.forEach(row -> places.add(new Place(row.did(), row.conversationId())));
            places.forEach(this::forgetOldest);
        }
    }

    private void forgetOldest(Place place) {
        Long beyond = mapper.findOldestKept(place.did(), place.conversation(), KEPT);
        if (beyond != null) {
            mapper.deleteWithheldUpTo(place.did(), place.conversation(), beyond);
        }
    }

    /** The withheld entries that fit the connection, by conversation and in ascending order. */
    Map<Id, List<Long>> owed(Id did, long packetLimit) {
        Map<Id, List<Long>> owed = new LinkedHashMap<>();
        for (EntryRef entry : mapper.findWithheld(did, packetLimit, AT_ONCE)) {
            owed.computeIfAbsent(entry.conversationId(), id -> new ArrayList<>())
                    .add(entry.seq());
        }
        return owed;
    }

    void deleteOf(Id did) {
        mapper.deleteWithheldOf(did);
    }
}
