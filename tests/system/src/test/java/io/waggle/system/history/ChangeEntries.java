package io.waggle.system.history;

import io.waggle.system.history.Event.Change;
import io.waggle.system.history.Event.Operation;

import java.util.Comparator;
import java.util.List;

/**
 * Each acknowledged recall and edit is recorded by exactly one entry, of a message that is recalled only once, and nothing else is
 * recorded. An edit is not acknowledged after a recall.
 */
final class ChangeEntries implements Rule {

    @Override
    public String name() {
        return "change entries";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        Changes changes = new Changes(run);
        for (Store.Place place : changes.places()) {
            checkRecall(run.store(), changes, place, findings);
            checkEdits(run.store(), changes, place, findings);
        }
        run.store()
                .entries()
                .forEach((conversation, entries) -> entries.stream()
                        .filter(entry -> entry.records().is(Operation.RECALL)
                                || entry.records().is(Operation.EDIT))
                        .filter(entry -> entry.records().seq() >= entry.seq())
                        .forEach(entry ->
                                findings.add(conversation, entry.seq(), "it records the change of a later entry")));
    }

    private static void checkRecall(Store store, Changes changes, Store.Place place, Findings findings) {
        List<Change> recalls = changes.of(place, Operation.RECALL);
        long recorded = recorded(store, place, Operation.RECALL);
        if (recalls.isEmpty()) {
            return;
        }
        findings.count();
        boolean isDone = recalls.stream().anyMatch(Changes::isDone);
        boolean isRecalled = store.recalled().contains(place);
        // An expired message has nothing to recall.
        boolean hasExpired = hasExpired(store, place, recalls);
        if (isDone && !isRecalled && !hasExpired) {
            add(findings, place, "its recall was acknowledged, but it is not recalled");
        }
        if (recorded != (isRecalled ? 1 : 0)) {
            add(findings, place, "its recall is recorded " + recorded + " times");
        }
    }

    private static boolean hasExpired(Store store, Store.Place place, List<Change> changes) {
        Store.Entry entry = store.entry(place.conversation(), place.seq());
        return entry != null
                && entry.isExpired(changes.stream().mapToLong(Change::at).max().orElse(0));
    }

    private static void checkEdits(Store store, Changes changes, Store.Place place, Findings findings) {
        List<Change> edits = changes.of(place, Operation.EDIT);
        if (edits.isEmpty()) {
            return;
        }
        findings.count();
        long recorded = recorded(store, place, Operation.EDIT);
        long done = edits.stream().filter(Changes::isDone).count();
        if (recorded < done || recorded > edits.size()) {
            add(
                    findings,
                    place,
                    done + " of " + edits.size() + " edits were acknowledged, " + recorded + " are recorded");
        }
        long recalledBy = changes.of(place, Operation.RECALL).stream()
                .filter(Changes::isDone)
                .min(Comparator.comparingLong(Change::at))
                .map(Change::at)
                .orElse(Long.MAX_VALUE);
        if (edits.stream().anyMatch(edit -> Changes.isDone(edit) && edit.asked() > recalledBy)) {
            add(findings, place, "an edit was acknowledged after the recall");
        }
    }

    private static long recorded(Store store, Store.Place place, Operation operation) {
        return store.entries(place.conversation()).stream()
                .filter(entry ->
                        entry.records().is(operation) && entry.records().seq() == place.seq())
                .count();
    }

    private static void add(Findings findings, Store.Place place, String what) {
        findings.add(place.conversation(), place.seq(), what);
    }
}
