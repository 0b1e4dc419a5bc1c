package io.waggle.system.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a device had acknowledged on one connection does not come again on a later one, if it said goodbye, or if there was time to
 * store it. What was acknowledged behind something that was not does not count; nor does a goodbye that the next connection may
 * have overtaken.
 */
final class Repeats implements Rule {

    private record Place(String conversation, long seq) {}

    /** What is to be acknowledged, in the order in which it came. */
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
        List<Run.Outage> outages = run.outages();
        for (DeviceLog log : run.devices()) {
            if (!log.batch()) {
                new Reader(run, outages, log, findings).read();
            }
        }
    }

    private static final class Reader {

        private final Run run;
        private final List<Run.Outage> outages;
        private final DeviceLog log;
        private final Findings findings;
        private final Set<Place> stored = new HashSet<>();

        // Of one connection.
        private int connection;
        private List<Awaited> awaited = new ArrayList<>();
        private Map<Place, Awaited> byPlace = new HashMap<>();
        private Map<Place, Long> acknowledgedAt = new HashMap<>();
        private int inOrder;
        private long leavingAt;
        private long goodbyeAt;

        Reader(Run run, List<Run.Outage> outages, DeviceLog log, Findings findings) {
            this.run = run;
            this.outages = outages;
            this.log = log;
            this.findings = findings;
        }

        void read() {
            for (Event event : log.events()) {
                switch (event) {
                    case Event.Connected connected -> begin(connected.at());
                    case Event.Received received -> receive(received);
                    case Event.Gap gap -> await(new Place(gap.conversation(), gap.to()));
                    case Event.Acknowledged acked -> acknowledge(acked);
                    case Event.Leaving leaving -> leavingAt = leaving.at();
                    case Event.Ended ended -> end(ended);
                    default -> {}
                }
            }
        }

        private void begin(long at) {
            if (goodbyeAt != 0 && at >= goodbyeAt + run.overtakenMillis()) {
                acknowledgedAt.forEach(this::store);
            }
            goodbyeAt = 0;
            connection++;
            awaited = new ArrayList<>();
            byPlace = new HashMap<>();
            acknowledgedAt = new HashMap<>();
            inOrder = 0;
            leavingAt = 0;
        }

        private void receive(Event.Received received) {
            Place place = new Place(received.conversation(), received.seq());
            findings.count();
            if (stored.contains(place)) {
                findings.add(
                        log,
                        connection,
                        place.conversation(),
                        place.seq(),
                        "received again, though acknowledged on an earlier connection with time to store that");
            }
            await(place);
        }

        private void await(Place place) {
            Awaited one = new Awaited(place);
            awaited.add(one);
            byPlace.put(place, one);
        }

        private void acknowledge(Event.Acknowledged acked) {
            Awaited one = byPlace.get(new Place(acked.conversation(), acked.to()));
            if (one == null || leavingAt != 0) {
                return;
            }
            one.acknowledged = true;
            while (inOrder < awaited.size() && awaited.get(inOrder).acknowledged) {
                acknowledgedAt.put(awaited.get(inOrder).place, acked.at());
                inOrder++;
            }
        }

        private void end(Event.Ended ended) {
            goodbyeAt = ended.clean() ? ended.at() : 0;
            acknowledgedAt.forEach((place, at) -> {
                if (storedBy(at) < ended.at()) {
                    store(place, at);
                }
            });
        }

        private void store(Place place, long acknowledged) {
            long by = storedBy(acknowledged);
            if (outages.stream().noneMatch(outage -> outage.touches(acknowledged, by))) {
                stored.add(place);
            }
        }

        private long storedBy(long acknowledged) {
            return acknowledged + run.limits().flushMillis();
        }
    }
}
