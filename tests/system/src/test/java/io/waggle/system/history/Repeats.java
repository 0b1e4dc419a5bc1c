package io.waggle.system.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An entry that a device acknowledged on one connection does not come again on a later one, if the device sent a DISCONNECT,
 * or if the acknowledgement was seen in the database before the connection ended. Not checked: entries acknowledged after an
 * unacknowledged one, and a DISCONNECT that the next connection may have overtaken or that the server may not have received
 * because it was killed.
 */
final class Repeats implements Rule {

    private record Place(String conversation, long seq) {}

    /** The entries to be acknowledged, in the order of arrival. */
    private static final class Awaited {
        private final Place place;
        private boolean acknowledged;

        Awaited(Place place) {
            this.place = place;
        }
    }

    @Override
    public String name() {
        return "repeats";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        Map<String, List<Event.StoredCursor>> cursors = run.storedCursors();
        for (DeviceLog deviceLog : run.devices()) {
            if (!deviceLog.batch()) {
                new Reader(run, cursors.getOrDefault(deviceLog.device(), List.of()), deviceLog, findings).read();
            }
        }
    }

    private static final class Reader {

        private final Run run;
        private final List<Event.StoredCursor> cursors;
        private final DeviceLog deviceLog;
        private final Findings findings;

        /**
         * Entries that were acknowledged before a DISCONNECT, with the time, until something arrives on a later connection: by
         * then they are stored.
         */
        private final Map<Place, Long> acknowledgedBeforeDisconnect = new HashMap<>();

        private final Set<Place> stored = new HashSet<>();
        /** The device's stored cursor as it was seen, by conversation. */
        private final Map<String, Long> seen = new HashMap<>();

        private int nextCursor;
        private long endedAt;

        // State of one connection.
        private int connection;
        private List<Awaited> awaited = new ArrayList<>();
        private Map<Place, Awaited> byPlace = new HashMap<>();
        private Map<Place, Long> acknowledgedAt = new HashMap<>();
        private int inOrder;
        private boolean leaving;
        private boolean disconnected;

        Reader(Run run, List<Event.StoredCursor> cursors, DeviceLog deviceLog, Findings findings) {
            this.run = run;
            this.cursors = cursors;
            this.deviceLog = deviceLog;
            this.findings = findings;
        }

        void read() {
            for (Event event : deviceLog.events()) {
                switch (event) {
                    case Event.Connected connected -> begin();
                    case Event.Received received -> receive(received);
                    case Event.Gap gap -> await(new Place(gap.conversation(), gap.to()));
                    case Event.Acknowledged acked -> acknowledge(acked);
                    case Event.Leaving disconnecting -> leaving = true;
                    case Event.Ended ended -> {
                        endedAt = ended.at();
                        disconnected = ended.clean();
                    }
                    default -> {}
                }
            }
        }

        private void begin() {
            if (disconnected && !run.networkIsLossy()) {
                acknowledgedBeforeDisconnect.putAll(acknowledgedAt);
            }
            for (; nextCursor < cursors.size() && cursors.get(nextCursor).at() < endedAt; nextCursor++) {
                Event.StoredCursor cursor = cursors.get(nextCursor);
                seen.merge(cursor.conversation(), cursor.ackedSeq(), Math::max);
            }
            connection++;
            awaited = new ArrayList<>();
            byPlace = new HashMap<>();
            acknowledgedAt = new HashMap<>();
            inOrder = 0;
            leaving = false;
            disconnected = false;
        }

        private void receive(Event.Received received) {
            Place place = new Place(received.conversation(), received.seq());
            findings.count();
            settleDisconnects(received.at());
            if (place.seq() <= seen.getOrDefault(place.conversation(), 0L) || stored.contains(place)) {
                findings.add(
                        deviceLog,
                        connection,
                        place.conversation(),
                        place.seq(),
                        "received again, though acknowledged on an earlier connection");
            }
            await(place);
        }

        /** Settles the DISCONNECTs, unless the server was killed meanwhile. */
        private void settleDisconnects(long now) {
            acknowledgedBeforeDisconnect.forEach((place, acknowledged) -> {
                if (run.outages().stream().noneMatch(outage -> outage.touches(acknowledged, now))) {
                    stored.add(place);
                }
            });
            acknowledgedBeforeDisconnect.clear();
        }

        private void await(Place place) {
            Awaited one = new Awaited(place);
            awaited.add(one);
            byPlace.put(place, one);
        }

        private void acknowledge(Event.Acknowledged acked) {
            Awaited one = byPlace.get(new Place(acked.conversation(), acked.to()));
            if (one == null || leaving) {
                return;
            }
            one.acknowledged = true;
            while (inOrder < awaited.size() && awaited.get(inOrder).acknowledged) {
                acknowledgedAt.put(awaited.get(inOrder).place, acked.at());
                inOrder++;
            }
        }
    }
}
