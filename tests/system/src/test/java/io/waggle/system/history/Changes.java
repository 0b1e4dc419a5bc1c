package io.waggle.system.history;

import io.waggle.system.history.Event.Change;
import io.waggle.system.history.Event.Operation;
import io.waggle.system.history.Event.Outcome;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What users have done to messages after they were sent, as their clients have logged it. */
final class Changes {

    private final Map<Store.Place, List<Change>> byPlace = new HashMap<>();
    private final Set<String> edits;
    private final Set<Store.Place> copies;
    private final Set<String> ids;
    private final Store store;

    Changes(Run run) {
        store = run.store();
        ids = store.entries().values().stream()
                .flatMap(List::stream)
                .map(Store.Entry::id)
                .collect(Collectors.toSet());
        copies = run.all(Event.Forwarded.class)
                .flatMap(forwarded -> forwarded.copies().stream().map(seq -> new Store.Place(forwarded.to(), seq)))
                .collect(Collectors.toSet());
        run.all(Change.class)
                .filter(change -> change.outcome() != Outcome.REFUSED)
                .forEach(change -> byPlace.computeIfAbsent(
                                new Store.Place(change.conversation(), change.seq()), place -> new ArrayList<>())
                        .add(change));
        edits = byPlace.values().stream()
                .flatMap(List::stream)
                .filter(change -> change.operation() == Operation.EDIT)
                .map(Change::value)
                .collect(Collectors.toSet());
    }

    /**
     * Returns whether the text may be that of a copy: somebody has sent or edited it elsewhere. Sent texts end with the id of
     * their message. If the content is gone, or the copying was not answered, it is not known whether the entry is a copy.
     */
    boolean mayBeCopied(Store.Entry entry, String text) {
        boolean mayBeCopy = entry.content().origin() != null
                || copies.contains(entry.place())
                || entry.content().text().isEmpty();
        return mayBeCopy
                && (edits.contains(text)
                        || ids.contains(text)
                        || ids.contains(text.substring(text.lastIndexOf(' ') + 1)));
    }

    /** Returns the messages that somebody has changed, or may have. */
    Iterable<Store.Place> places() {
        return byPlace.keySet();
    }

    /** Returns what was done to a message, or may have been, in any order. */
    List<Change> of(Store.Place place, Operation... operations) {
        return byPlace.getOrDefault(place, List.of()).stream()
                .filter(change -> List.of(operations).contains(change.operation()))
                .toList();
    }

    /** Returns whether nobody may be given the content who asks at this time, or later. */
    boolean isGone(Store.Entry entry, long asked) {
        return entry.isExpired(asked)
                || of(entry.place(), Operation.RECALL).stream()
                        .anyMatch(recall -> isDone(recall) && recall.at() < asked);
    }

    /** Returns whether the content may be missing in what arrives at this time. */
    boolean mayBeGone(Store.Entry entry, long at) {
        return entry.isExpired(at)
                || of(entry.place(), Operation.RECALL).stream().anyMatch(recall -> recall.asked() <= at);
    }

    /** Returns whether the message is without content now, or may be. */
    boolean isOrMayBeGone(Store.Place place, long now) {
        Store.Entry entry = store.entry(place.conversation(), place.seq());
        return (entry != null && mayBeGone(entry, now)) || store.recalled().contains(place);
    }

    /** Returns whether a later one of these changes is certain to have replaced the change, for those who ask at this time. */
    static boolean isReplaced(long changedAt, List<Change> changes, long asked) {
        return changes.stream().anyMatch(later -> isDone(later) && later.asked() > changedAt && later.at() < asked);
    }

    static boolean isDone(Change change) {
        return change.outcome() == Outcome.ACKNOWLEDGED;
    }

    /** Returns the time at which a change was certainly made. Without an answer, it may still be made at any time. */
    static long doneBy(Change change) {
        return isDone(change) ? change.at() : Long.MAX_VALUE;
    }
}
