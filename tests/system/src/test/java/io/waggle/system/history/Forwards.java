package io.waggle.system.history;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Each acknowledged copy is stored, is its user's, and says where it comes from unless the source is hidden. It has the text that
 * the original had when it was forwarded: nothing is forwarded after its recall. A combined message contains as many messages as
 * were forwarded. The media of every message that a user sees can be read by that user.
 */
final class Forwards implements Rule {

    @Override
    public String name() {
        return "forwards";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        Changes changes = new Changes(run);
        run.all(Event.Forwarded.class).forEach(forwarded -> check(run.store(), changes, forwarded, findings));
        run.all(Event.MediaAsked.class).forEach(asked -> {
            findings.count();
            if (!asked.readable()) {
                findings.add(asked.conversation(), asked.seq(), "its media cannot be read by " + asked.user());
            }
        });
    }

    private static void check(Store store, Changes changes, Event.Forwarded forwarded, Findings findings) {
        findings.count();
        List<Long> copies = forwarded.copies();
        int expected = forwarded.combined() ? 1 : forwarded.seqs().size();
        if (copies.size() != expected) {
            findings.add(
                    forwarded.to(),
                    copies.isEmpty() ? 0 : copies.getFirst(),
                    forwarded.seqs().size() + " messages were forwarded as " + copies.size());
            return;
        }
        for (int i = 0; i < copies.size(); i++) {
            Store.Entry copy = store.entry(forwarded.to(), copies.get(i));
            String wrong = "";
            if (copy == null || !copy.sender().equals(forwarded.user())) {
                wrong = "an acknowledged copy is not stored";
            } else if (!isGone(store, changes, copy)) {
                wrong = forwarded.combined()
                        ? wrongInCombined(store, changes, forwarded, copy)
                        : wrongInCopy(
                                store, changes, forwarded, forwarded.seqs().get(i), copy);
            }
            if (!wrong.isEmpty()) {
                findings.add(forwarded.to(), copies.get(i), wrong);
            }
        }
    }

    private static boolean isGone(Store store, Changes changes, Store.Entry entry) {
        return store.recalled().contains(entry.place()) || changes.isOrMayBeGone(entry.place(), Long.MAX_VALUE);
    }

    private static String wrongInCopy(
            Store store, Changes changes, Event.Forwarded forwarded, long seq, Store.Entry copy) {
        Store.Entry original = store.entry(forwarded.from(), seq);
        if (original == null) {
            return "its original is not stored";
        }
        if (changes.isGone(original, forwarded.asked())) {
            return "it was forwarded though it was gone";
        }
        String text = copy.content().text();
        if (!text.isEmpty()) {
            String wrong = Contents.wrong(changes, original, text, forwarded.asked(), forwarded.at());
            if (!wrong.isEmpty()) {
                return wrong;
            }
        }
        Store.Origin origin = copy.content().origin();
        if (origin == null) {
            return "the copy names no source";
        }
        if (forwarded.hidden()) {
            return origin.from().isEmpty() ? "" : "the copy names a hidden source";
        }
        if (isGone(store, changes, original)) {
            // It is not known whether it was a copy itself.
            return "";
        }
        Store.Origin expected = Objects.requireNonNullElseGet(
                original.content().origin(), () -> new Store.Origin(original.sender(), original.at()));
        return origin.equals(expected) ? "" : "the copy names " + origin + " as its source and not " + expected;
    }

    private static String wrongInCombined(
            Store store, Changes changes, Event.Forwarded forwarded, Store.Entry message) {
        Store.Combined combined = store.combined().get(message.place());
        if (combined == null || combined.count() != forwarded.seqs().size()) {
            return forwarded.seqs().size() + " messages were combined, and it contains " + combined;
        }
        List<Store.Entry> originals = forwarded.seqs().stream()
                .map(seq -> store.entry(forwarded.from(), seq))
                .filter(Objects::nonNull)
                .toList();
        if (originals.stream().anyMatch(original -> changes.isGone(original, forwarded.asked()))) {
            return "a message was combined though it was gone";
        }
        Set<String> expected = forwarded.hidden()
                ? Set.of("")
                : originals.stream().map(Store.Entry::sender).collect(Collectors.toSet());
        return combined.senders().equals(expected) ? "" : "it names " + combined.senders() + " and not " + expected;
    }
}
