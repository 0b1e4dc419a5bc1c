package io.waggle.system.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All data of a run.
 *
 * @param observations of the server and the database, in the order of time
 */
record Run(List<DeviceLog> devices, List<Event> observations, Store store, Limits limits) {

    /**
     * The time limits.
     *
     * @param leaveMillis the time after which a member who has left receives nothing more
     * @param replayMillis the time after a restart within which online devices receive the entries that were not published
     *     before
     */
    record Limits(long leaveMillis, long replayMillis) {

        static final Limits DOCUMENTED = new Limits(1_000, 5_000);
    }

    /** A time in which the server or its database was down. */
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

    /** Returns whether packets of one connection may arrive after packets of the next. */
    boolean networkIsLossy() {
        return observations.stream().anyMatch(Event.LossyNetwork.class::isInstance);
    }

    /** Returns the observed stored cursors of each device, in the order of time. */
    Map<String, List<Event.StoredCursor>> storedCursors() {
        return observations.stream()
                .filter(Event.StoredCursor.class::isInstance)
                .map(Event.StoredCursor.class::cast)
                .collect(Collectors.groupingBy(Event.StoredCursor::device));
    }

    /** Returns the outages. An outage that is not over has no end. */
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

    /** Returns the time of the last event. */
    long end() {
        return Stream.concat(devices.stream().map(DeviceLog::events), Stream.of(observations))
                .filter(events -> !events.isEmpty())
                .mapToLong(events -> events.getLast().at())
                .max()
                .orElse(0);
    }
}
