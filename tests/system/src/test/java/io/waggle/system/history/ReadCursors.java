package io.waggle.system.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A user's read cursor never goes back, in answers to the user's devices and in the database. */
final class ReadCursors implements Rule {

    private record Place(String user, String conversation) {}

    /** A cursor that was requested at {@code from} and answered at {@code to}. */
    private record Observation(long from, long to, long readSeq) {}

    @Override
    public String name() {
        return "read cursors";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        Map<Place, List<Observation>> observations = new HashMap<>();
        for (DeviceLog deviceLog : run.devices()) {
            for (Event event : deviceLog.events()) {
                if (event instanceof Event.Read read) {
                    add(
                            observations,
                            new Place(deviceLog.user(), read.conversation()),
                            new Observation(read.asked(), read.at(), read.readSeq()));
                }
            }
        }
        for (Event event : run.observations()) {
            if (event instanceof Event.StoredRead read) {
                add(
                        observations,
                        new Place(read.user(), read.conversation()),
                        new Observation(read.asked(), read.at(), read.readSeq()));
            }
        }
        long end = run.end() + 1;
        for (Store.Member member : run.store().members()) {
            add(
                    observations,
                    new Place(member.user(), member.conversation()),
                    new Observation(end, end, member.readSeq()));
        }
        observations.forEach((place, all) -> check(place, all, findings));
    }

    private static void add(Map<Place, List<Observation>> observations, Place place, Observation observation) {
        observations.computeIfAbsent(place, key -> new ArrayList<>()).add(observation);
    }

    private static void check(Place place, List<Observation> observations, Findings findings) {
        List<Observation> byStart = observations.stream()
                .sorted(Comparator.comparingLong(Observation::from))
                .toList();
        List<Observation> byEnd = observations.stream()
                .sorted(Comparator.comparingLong(Observation::to))
                .toList();
        int ended = 0;
        long furthest = 0;
        for (Observation observation : byStart) {
            while (byEnd.get(ended).to() < observation.from()) {
                furthest = Math.max(furthest, byEnd.get(ended).readSeq());
                ended++;
            }
            findings.count();
            if (observation.readSeq() < furthest) {
                findings.add(
                        place.conversation(),
                        observation.readSeq(),
                        "user " + place.user() + "'s read cursor went back from " + furthest);
            }
        }
    }
}
