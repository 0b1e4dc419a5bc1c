package io.waggle.system.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A root counts the messages of its thread that were not recalled, for every reader; the thread shows a user those of them that
 * they see, and the list of threads counts those from others after the user's position, which never goes back.
 */
final class Threads implements Rule {

    private record Position(String user, Store.Place root) {}

    @Override
    public String name() {
        return "threads";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        Map<Store.Place, List<Store.Entry>> threads = run.store().entries().values().stream()
                .flatMap(List::stream)
                .filter(entry -> entry.content().thread() != 0)
                .filter(entry -> !run.store().recalled().contains(entry.place()))
                .collect(Collectors.groupingBy(entry ->
                        new Store.Place(entry.conversation(), entry.content().thread())));
        Map<Position, Long> read = new HashMap<>();
        run.all(Event.ThreadRead.class)
                .forEach(event -> read.merge(
                        new Position(event.user(), new Store.Place(event.conversation(), event.root())),
                        event.readSeq(),
                        Math::max));
        run.all(Event.Shown.class).forEach(shown -> {
            findings.count();
            int expected = threads.getOrDefault(new Store.Place(shown.conversation(), shown.seq()), List.of())
                    .size();
            if (shown.inThread() != expected) {
                findings.add(
                        shown.conversation(),
                        shown.seq(),
                        "it counts " + shown.inThread() + " messages in its thread, expected " + expected);
            }
        });
        run.all(Event.ThreadShown.class).forEach(shown -> {
            findings.count();
            List<Long> expected =
                    threads.getOrDefault(new Store.Place(shown.conversation(), shown.root()), List.of()).stream()
                            .filter(entry -> visibility.mustSee(shown.user(), entry, shown.at()))
                            .map(Store.Entry::seq)
                            .toList();
            if (!shown.seqs().equals(expected)) {
                findings.add(
                        shown.conversation(),
                        shown.root(),
                        shown.user() + " sees " + Numbers.of(shown.seqs()) + " in its thread, expected "
                                + Numbers.of(expected));
            }
        });
        run.all(Event.ThreadListed.class)
                .forEach(listed -> check(
                        listed,
                        threads.getOrDefault(new Store.Place(listed.conversation(), listed.root()), List.of()),
                        visibility,
                        read,
                        findings));
    }

    private static void check(
            Event.ThreadListed listed,
            List<Store.Entry> thread,
            Visibility visibility,
            Map<Position, Long> read,
            Findings findings) {
        findings.count();
        Store.Place root = new Store.Place(listed.conversation(), listed.root());
        long unread = thread.stream()
                .filter(entry -> entry.seq() > listed.readSeq())
                .filter(entry -> !entry.sender().equals(listed.user()))
                .filter(entry -> visibility.mustSee(listed.user(), entry, listed.at()))
                .count();
        if (listed.unread() != unread) {
            findings.add(
                    root.conversation(),
                    root.seq(),
                    listed.user() + " has " + listed.unread() + " unread in its thread, expected " + unread);
        }
        long position = read.getOrDefault(new Position(listed.user(), root), 0L);
        if (listed.readSeq() < position) {
            findings.add(
                    root.conversation(),
                    root.seq(),
                    listed.user() + " has read its thread up to " + position + ", but is at " + listed.readSeq());
        }
    }
}
