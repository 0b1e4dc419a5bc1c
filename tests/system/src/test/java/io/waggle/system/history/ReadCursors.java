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
    private record Sight(long from, long to, long readSeq) {}

    @Override
    public String name() {
        return "read cursors";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        Map<Place, List<Sight>> sights = new HashMap<>();
        for (DeviceLog deviceLog : run.devices()) {
            for (Event event : deviceLog.events()) {
                if (event instanceof Event.Read read) {
                    add(
                            sights,
                            new Place(deviceLog.user(), read.conversation()),
                            new Sight(read.asked(), read.at(), read.readSeq()));
                }
            }
        }
        for (Event event : run.observations()) {
            if (event instanceof Event.StoredRead read) {
                add(
                        sights,
                        new Place(read.user(), read.conversation()),
                        new Sight(read.asked(), read.at(), read.readSeq()));
            }
        }
        long end = run.end() + 1;
        for (Store.Member member : run.store().members()) {
            add(sights, new Place(member.user(), member.conversation()), new Sight(end, end, member.readSeq()));
        }
        sights.forEach((place, all) -> check(place, all, findings));
    }

    private static void add(Map<Place, List<Sight>> sights, Place place, Sight sight) {
        sights.computeIfAbsent(place, unseen -> new ArrayList<>()).add(sight);
    }

    private static void check(Place place, List<Sight> sights, Findings findings) {
        List<Sight> byStart =
                sights.stream().sorted(Comparator.comparingLong(Sight::from)).toList();
        List<Sight> byEnd =
                sights.stream().sorted(Comparator.comparingLong(Sight::to)).toList();
        int ended = 0;
        long furthest = 0;
        for (Sight sight : byStart) {
            while (byEnd.get(ended).to() < sight.from()) {
                furthest = Math.max(furthest, byEnd.get(ended).readSeq());
                ended++;
            }
            findings.count();
            if (sight.readSeq() < furthest) {
                findings.add(
                        place.conversation(),
                        sight.readSeq(),
                        "user " + place.user() + "'s read cursor went back from " + furthest);
            }
        }
    }
}
