package io.waggle.system.history;

import io.waggle.system.history.Event.Change;
import io.waggle.system.history.Event.Operation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The reaction of each user to a message is the last one that was acknowledged, and the counts that the history shows are those of
 * all users' reactions. A message whose content is gone has none.
 */
final class Reactions implements Rule {

    private static final String NONE = "";

    @Override
    public String name() {
        return "reactions";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        Map<Store.Place, Map<String, List<String>>> stored = new HashMap<>();
        for (Store.Reaction reaction : run.store().reactions()) {
            stored.computeIfAbsent(reaction.place(), place -> new HashMap<>())
                    .computeIfAbsent(reaction.user(), user -> new ArrayList<>())
                    .add(reaction.emoji());
        }
        Changes changes = new Changes(run);
        for (Store.Place place : changes.places()) {
            Map<String, List<Change>> byUser = new HashMap<>();
            for (Change change : changes.of(place, Operation.REACT, Operation.UNREACT)) {
                byUser.computeIfAbsent(change.user(), user -> new ArrayList<>()).add(change);
            }
            byUser.forEach((user, asked) -> {
                findings.count();
                List<String> emoji = stored.getOrDefault(place, Map.of()).getOrDefault(user, List.of());
                check(run, changes, place, user, asked, emoji, findings);
            });
        }
        for (Event event : run.observations()) {
            if (event instanceof Event.Shown shown) {
                checkCounts(shown, stored, findings);
            }
        }
    }

    private static void check(
            Run run,
            Changes changes,
            Store.Place place,
            String user,
            List<Change> asked,
            List<String> emoji,
            Findings findings) {
        if (emoji.size() > 1) {
            findings.add(place.conversation(), place.seq(), user + " has several reactions: " + emoji);
            return;
        }
        String now = emoji.isEmpty() ? NONE : emoji.getFirst();
        boolean nothingDone = asked.stream().noneMatch(Changes::isDone);
        boolean mayBeNone = nothingDone || changes.isOrMayBeGone(place, run.end());
        boolean isLast = asked.stream()
                .filter(change -> now.equals(after(change)))
                .anyMatch(change -> !isReplaced(change, asked));
        if (!isLast && !(now.equals(NONE) && mayBeNone)) {
            findings.add(
                    place.conversation(),
                    place.seq(),
                    "the reaction of " + user + " is '" + now + "', but the last change differs");
        }
    }

    private static String after(Change change) {
        return change.operation() == Operation.REACT ? change.value() : NONE;
    }

    /** A removal replaces only a reaction with the same emoji. */
    private static boolean isReplaced(Change change, List<Change> asked) {
        List<Change> replacing = asked.stream()
                .filter(later ->
                        later.operation() == Operation.REACT || later.value().equals(change.value()))
                .toList();
        return Changes.isReplaced(Changes.doneBy(change), replacing, Long.MAX_VALUE);
    }

    private static void checkCounts(
            Event.Shown shown, Map<Store.Place, Map<String, List<String>>> stored, Findings findings) {
        Store.Place place = new Store.Place(shown.conversation(), shown.seq());
        Map<String, Integer> counts = new HashMap<>();
        stored.getOrDefault(place, Map.of())
                .values()
                .forEach(all -> all.forEach(emoji -> counts.merge(emoji, 1, Integer::sum)));
        boolean isGone = shown.text().isEmpty();
        if (isGone ? !shown.reactions().isEmpty() : !shown.reactions().equals(counts)) {
            findings.add(
                    shown.conversation(),
                    shown.seq(),
                    "the history of " + shown.user() + " counts " + shown.reactions() + ", stored are " + counts);
        }
    }
}
