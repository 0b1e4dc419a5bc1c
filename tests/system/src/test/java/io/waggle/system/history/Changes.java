package io.waggle.system.history;

import io.waggle.system.history.Event.Change;
import io.waggle.system.history.Event.Operation;
import io.waggle.system.history.Event.Outcome;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What users have done to messages after they were sent, as their clients have logged it. */
final class Changes {

    private final Map<Store.Place, List<Change>> byPlace = new HashMap<>();
    private final Store store;

    Changes(Run run) {
        store = run.store();
        Stream.concat(run.devices().stream().flatMap(device -> device.events().stream()), run.observations().stream())
                .filter(Change.class::isInstance)
                .map(Change.class::cast)
                .filter(change -> change.outcome() != Outcome.REFUSED)
                .forEach(change -> byPlace.merge(
                        new Store.Place(change.conversation(), change.seq()),
                        List.of(change),
                        (some, more) ->
                                Stream.of(some, more).flatMap(List::stream).toList()));
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
