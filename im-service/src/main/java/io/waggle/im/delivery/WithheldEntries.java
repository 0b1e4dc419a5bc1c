package io.waggle.im.delivery;

import io.waggle.im.log.Entry;
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
 * Entries that were too large for a device's connection. The device has acknowledged that it was told of them; the first
 * connection that takes them is sent them.
 */
@Service
class WithheldEntries {

    /** Of one device and conversation, the newest: those before them are in the history. */
    static final int KEPT = 100;

    /** Of one device, in the answer that it gets when it connects. */
    private static final int AT_ONCE = 5_000;

    private record Place(Id did, Id conversation) {}

    private final DeliveryMapper mapper;

    WithheldEntries(DeliveryMapper mapper) {
        this.mapper = mapper;
    }

    /** Called in the transaction that moves the cursors past them. Of one entry the last row counts. */
    void store(Collection<WithheldRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Map<List<Object>, WithheldRow> last = new LinkedHashMap<>();
        rows.forEach(row -> last.put(List.of(row.did(), row.conversationId(), row.seq()), row));
        List<WithheldRow> withheld =
                last.values().stream().filter(row -> !row.isOver()).toList();
        last.values().stream().filter(WithheldRow::isOver).forEach(mapper::deleteWithheld);
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

    /** Those that fit the connection, by conversation and ascending. */
    Map<Id, List<Long>> owed(Id did, long packetLimit) {
        Map<Id, List<Long>> owed = new LinkedHashMap<>();
        for (Entry entry : mapper.findWithheld(did, packetLimit, AT_ONCE)) {
            owed.computeIfAbsent(entry.conversationId(), id -> new ArrayList<>())
                    .add(entry.seq());
        }
        return owed;
    }

    void deleteOf(Id did) {
        mapper.deleteWithheldOf(did);
    }
}
