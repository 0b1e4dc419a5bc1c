package io.waggle.system.history;

import io.waggle.system.history.Event.Change;
import io.waggle.system.history.Event.Operation;

import java.util.HashSet;
import java.util.Set;

/**
 * An entry that a user has deleted for themselves is not in their history, nor are the entries that record its changes; everybody
 * else's history has it. Nothing is deleted for a user who has not asked for it.
 */
final class HiddenEntries implements Rule {

    @Override
    public String name() {
        return "hidden entries";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        Changes changes = new Changes(run);
        for (Store.Hidden hidden : run.store().hidden()) {
            findings.count();
            if (changes.of(hidden.place(), Operation.HIDE).stream()
                    .noneMatch(change -> change.user().equals(hidden.user()))) {
                add(findings, hidden.place(), "deleted for " + hidden.user() + ", who has not asked for it");
            }
        }
        run.all(Event.HistoryRead.class).forEach(read -> check(run.store(), changes, visibility, read, findings));
    }

    private static void check(
            Store store, Changes changes, Visibility visibility, Event.HistoryRead read, Findings findings) {
        Set<Long> listed = new HashSet<>(read.seqs());
        for (Store.Entry entry : store.entries(read.conversation())) {
            findings.count();
            boolean isListed = listed.contains(entry.seq());
            if (isListed && isDeleted(changes, read, entry)) {
                add(findings, entry.place(), "in the history of " + read.user() + ", who has deleted it");
            } else if (!isListed && entry.at() < read.asked() && visibility.mustSee(read.user(), entry, read.at())) {
                add(findings, entry.place(), "not in the history of " + read.user());
            }
        }
    }

    /** Returns whether the reader has deleted the entry, or the message whose change it records, before they asked. */
    private static boolean isDeleted(Changes changes, Event.HistoryRead read, Store.Entry entry) {
        return isDeleted(changes, read, entry.place())
                || (entry.records().operation() != null
                        && isDeleted(
                                changes,
                                read,
                                new Store.Place(
                                        entry.conversation(), entry.records().seq())));
    }

    private static boolean isDeleted(Changes changes, Event.HistoryRead read, Store.Place place) {
        return changes.of(place, Operation.HIDE).stream()
                .filter(Changes::isDone)
                .filter(change -> change.user().equals(read.user()))
                .mapToLong(Change::at)
                .anyMatch(at -> at < read.asked());
    }

    private static void add(Findings findings, Store.Place place, String what) {
        findings.add(place.conversation(), place.seq(), what);
    }
}
