package io.waggle.system.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that is known of a run.
 *
 * @param observations of the server and the database, in the order of time
 */
record Run(List<DeviceLog> devices, List<Event> observations, Store store, Limits limits) {

    /**
     * What is allowed.
     *
     * @param flushMillis in which a cursor is stored
     * @param leaveMillis in which who has left hears nothing more
     * @param replayMillis in which devices that are online get what a process had not published when it died
     */
    record Limits(long flushMillis, long leaveMillis, long replayMillis) {

        /** What is documented, and for flushing a second more, in which acknowledgement and cursor are on their way. */
        static final Limits DOCUMENTED = new Limits(3_000, 1_000, 5_000);
    }

    /** A time in which the server or its database did not work. */
    record Outage(long from, long to) {

        boolean touches(long start, long end) {
            return start <= to && from <= end;
        }
    }

    static Run read(Path folder, Store store) throws IOException {
        List<DeviceLog> devices = new ArrayList<>();
        List<Event> observations = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(EventFile.SUFFIX))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            List<Event> events = EventFile.read(file);
            if (!events.isEmpty() && events.getFirst() instanceof Event.Device) {
                devices.add(DeviceLog.of(events));
            } else {
                observations.addAll(events);
            }
        }
        return of(devices, observations, store);
    }

    static Run of(List<DeviceLog> devices, List<Event> observations, Store store) {
        List<Event> inOrder = observations.stream()
                .sorted(Comparator.comparingLong(Event::at))
                .toList();
        return new Run(List.copyOf(devices), inOrder, store, Limits.DOCUMENTED);
    }

    /** So late what was sent on one connection may come behind what is sent on the next. */
    long overtakenMillis() {
        return observations.stream().anyMatch(Event.LossyWay.class::isInstance) ? limits.flushMillis() : 0;
    }

    /** One that is not over has no end. */
    List<Outage> outages() {
        List<Outage> outages = new ArrayList<>();
        for (Event event : observations) {
            if (event instanceof Event.Down) {
                outages.add(new Outage(event.at(), Long.MAX_VALUE));
            } else if (event instanceof Event.Up && !outages.isEmpty()) {
                outages.add(new Outage(outages.removeLast().from(), event.at()));
            }
        }
        return outages;
    }

    /** When something was logged last. */
    long end() {
        return Stream.concat(devices.stream().map(DeviceLog::events), Stream.of(observations))
                .filter(events -> !events.isEmpty())
                .mapToLong(events -> events.getLast().at())
                .max()
                .orElse(0);
    }
}
