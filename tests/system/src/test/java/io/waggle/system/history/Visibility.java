package io.waggle.system.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The entries that each user may see: in a group from joining to leaving, as the group's log says; in a pair all. */
final class Visibility {

    private record Place(String user, String conversation) {}

    /**
     * One period of membership.
     *
     * @param mayFirst the first entry that may be seen; a founding member sees the group's first entry
     * @param first the first entry that must be seen
     * @param last the entry of the leave, and its time; the maximum if there is none
     */
    private record Span(long mayFirst, long first, long last, long lastAt) {

        boolean isOpen() {
            return last == Long.MAX_VALUE;
        }
    }

    private final Map<Place, List<Span>> spans = new HashMap<>();
    private final Map<Place, Long> floors = new HashMap<>();

    Visibility(Store store) {
        for (Store.Member member : store.members()) {
            Place place = new Place(member.user(), member.conversation());
            floors.put(place, member.floor());
            if (!isGroup(store.entries(member.conversation()))) {
                spans.put(place, List.of(new Span(1, 1, Long.MAX_VALUE, Long.MAX_VALUE)));
            }
        }
        store.entries().values().stream().filter(Visibility::isGroup).forEach(this::addGroup);
    }

    private static boolean isGroup(List<Store.Entry> log) {
        return !log.isEmpty() && log.getFirst().founding();
    }

    private void addGroup(List<Store.Entry> log) {
        boolean isFounding = true;
        Set<String> all = new HashSet<>();
        for (Store.Entry entry : log) {
            isFounding = isFounding && entry.changesMembers();
            for (String user : entry.in()) {
                open(user, entry, isFounding ? 1 : entry.seq());
                all.add(user);
            }
            for (String user : entry.dissolves() ? all : entry.out()) {
                close(user, entry);
            }
        }
    }

    private void open(String user, Store.Entry entry, long mayFirst) {
        spans.computeIfAbsent(new Place(user, entry.conversation()), place -> new ArrayList<>())
                .add(new Span(mayFirst, entry.seq(), Long.MAX_VALUE, Long.MAX_VALUE));
    }

    private void close(String user, Store.Entry entry) {
        List<Span> all = spans.getOrDefault(new Place(user, entry.conversation()), List.of());
        if (!all.isEmpty() && all.getLast().isOpen()) {
            Span open = all.removeLast();
            all.add(new Span(open.mayFirst(), open.first(), entry.seq(), entry.at()));
        }
    }

    /** Returns whether the user must see the entry before the given time, without having left. */
    boolean mustSee(String user, Store.Entry entry, long at) {
        Place place = new Place(user, entry.conversation());
        return entry.seq() > floors.getOrDefault(place, 0L)
                && spans(place).stream()
                        .anyMatch(span -> span.first() <= entry.seq()
                                && entry.seq() < span.last()
                                && (span.isOpen() || span.lastAt() > at));
    }

    /** Returns whether the user may see the entry, with a grace time for a leave to take effect. */
    boolean maySee(String user, Store.Entry entry, long leaveMillis) {
        Place place = new Place(user, entry.conversation());
        return spans(place).stream()
                .anyMatch(span -> first(place, span) <= entry.seq()
                        && (entry.seq() <= span.last() || entry.at() - leaveMillis <= span.lastAt()));
    }

    /** Current members may see earlier entries, if the group allows it. */
    private long first(Place place, Span span) {
        return span.isOpen() ? Math.min(span.mayFirst(), floors.getOrDefault(place, 0L) + 1) : span.mayFirst();
    }

    /** Returns whether the user left by one of these entries and so could no longer get the first. */
    boolean wentOut(String user, String conversation, long from, long to) {
        return spans(new Place(user, conversation)).stream().anyMatch(span -> from <= span.last() && span.last() <= to);
    }

    private List<Span> spans(Place place) {
        return spans.getOrDefault(place, List.of());
    }
}
