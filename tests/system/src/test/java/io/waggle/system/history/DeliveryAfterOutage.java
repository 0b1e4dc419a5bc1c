package io.waggle.system.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An entry that was committed shortly before the server or its database was killed reaches each online device in time: before
 * any entry that is committed after the time limit, or by the end of the run. The limit starts when the server serves again or
 * the device has connected again. If the outage was longer than the limit, the limit is as long as the outage.
 */
final class DeliveryAfterOutage implements Rule {

    /** Entries older than this before the kill have already had enough time. */
    private static final long IN_DOUBT_MILLIS = 10_000;

    @Override
    public String name() {
        return "delivery after outage";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        for (Run.Outage outage : run.outages()) {
            Map<String, Long> doubtful = new HashMap<>();
            run.store().entries().forEach((conversation, entries) -> {
                long last = entries.stream()
                        .filter(entry -> entry.at() <= outage.from())
                        .count();
                if (last > 0 && entries.get((int) last - 1).at() > outage.from() - IN_DOUBT_MILLIS) {
                    doubtful.put(conversation, last);
                }
            });
            for (DeviceLog deviceLog : run.devices()) {
                new Reader(run, new OutstandingEntries(run, visibility, deviceLog), deviceLog, findings)
                        .read(outage, doubtful);
            }
        }
    }

    private record Reader(Run run, OutstandingEntries outstanding, DeviceLog deviceLog, Findings findings) {

        void read(Run.Outage outage, Map<String, Long> doubtful) {
            int connection = 0;
            long deadline = Long.MAX_VALUE;
            int unacknowledged = 0;
            for (Event event : deviceLog.events()) {
                if (event instanceof Event.Received one && isLaterThan(deadline, one)) {
                    break;
                }
                switch (event) {
                    case Event.Connected one -> {
                        connection++;
                        unacknowledged = 0;
                        deadline = deadline(outage, one.at());
                    }
                    case Event.Ended one -> deadline = Long.MAX_VALUE;
                    case Event.Received one -> {
                        unacknowledged++;
                        outstanding.acknowledge(one.conversation(), one.seq(), one.seq());
                    }
                    case Event.Gap one -> {
                        unacknowledged++;
                        outstanding.acknowledge(one.conversation(), one.from(), one.to());
                    }
                    case Event.Acknowledged one -> unacknowledged--;
                    default -> {}
                }
            }
            // A device that does not acknowledge is not sent more.
            boolean takesMore = deviceLog.batch() || unacknowledged == 0;
            if (takesMore && deadline < run.end() && isUndisturbed(outage, deadline)) {
                check(doubtful, connection, deadline);
            }
        }

        private boolean isLaterThan(long deadline, Event.Received received) {
            Store.Entry entry = run.store().entry(received.conversation(), received.seq());
            return entry != null && entry.at() > deadline;
        }

        private boolean isUndisturbed(Run.Outage outage, long until) {
            return run.outages().stream()
                    .noneMatch(other -> other.from() > outage.from() && other.touches(outage.to(), until));
        }

        /**
         * Returns the end of the time limit, which starts with the end of the outage or with the connection, whichever is
         * later.
         */
        private long deadline(Run.Outage outage, long connectedAt) {
            if (outage.to() == Long.MAX_VALUE) {
                return Long.MAX_VALUE;
            }
            long timeout = Math.max(run.limits().replayMillis(), outage.to() - outage.from());
            return Math.max(outage.to(), connectedAt) + timeout;
        }

        private void check(Map<String, Long> doubtful, int connection, long at) {
            doubtful.forEach((conversation, last) -> {
                findings.count();
                List<Long> late = outstanding.upTo(conversation, last, at);
                if (!late.isEmpty()) {
                    findings.add(
                            deviceLog,
                            connection,
                            conversation,
                            late.getFirst(),
                            "committed before an outage and not received in time after it: " + Numbers.of(late));
                }
            });
        }
    }
}
