package io.waggle.system.history;

import io.waggle.system.history.Event.Change;
import io.waggle.system.history.Event.Operation;

import java.util.List;

/**
 * The entries that record pins and unpins of a message alternate, and there are no more of them than users asked for. A message
 * is pinned if the last of them is a pin and its content is not gone, and that agrees with the last acknowledged change.
 */
final class Pins implements Rule {

    @Override
    public String name() {
        return "pins";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        Changes changes = new Changes(run);
        for (Store.Place place : changes.places()) {
            List<Change> asked = changes.of(place, Operation.PIN, Operation.UNPIN);
            if (!asked.isEmpty()) {
                findings.count();
                check(run, changes, place, asked, findings);
            }
        }
    }

    private static void check(Run run, Changes changes, Store.Place place, List<Change> asked, Findings findings) {
        List<Store.Entry> recorded = run.store().entries(place.conversation()).stream()
                .filter(entry ->
                        entry.records().is(Operation.PIN) || entry.records().is(Operation.UNPIN))
                .filter(entry -> entry.records().seq() == place.seq())
                .toList();
        for (int i = 0; i < recorded.size(); i++) {
            Operation expected = i % 2 == 0 ? Operation.PIN : Operation.UNPIN;
            if (!recorded.get(i).records().is(expected)) {
                findings.add(place.conversation(), recorded.get(i).seq(), "it records no change: not a " + expected);
                return;
            }
        }
        for (Operation operation : List.of(Operation.PIN, Operation.UNPIN)) {
            long times = recorded.stream()
                    .filter(entry -> entry.records().is(operation))
                    .count();
            if (times > changes.of(place, operation).size()) {
                findings.add(place.conversation(), place.seq(), operation + " is recorded " + times + " times");
            }
        }
        if (changes.isOrMayBeGone(place, run.end())) {
            return;
        }
        boolean isPinned = run.store().pinned().contains(place);
        if (isPinned != (recorded.size() % 2 == 1)) {
            findings.add(place.conversation(), place.seq(), "pinned: " + isPinned + ", but its entries differ");
        }
        Operation shown = isPinned ? Operation.PIN : Operation.UNPIN;
        boolean agrees = asked.stream()
                .filter(change -> change.operation() == shown)
                .anyMatch(change -> !Changes.isReplaced(Changes.doneBy(change), asked, Long.MAX_VALUE));
        // Before the first change it was not pinned.
        boolean nothingDone = !isPinned && asked.stream().noneMatch(Changes::isDone);
        if (!agrees && !nothingDone) {
            findings.add(place.conversation(), place.seq(), "pinned: " + isPinned + ", but the last change differs");
        }
    }
}
