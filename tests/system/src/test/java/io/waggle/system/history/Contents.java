package io.waggle.system.history;

import io.waggle.system.history.Event.Change;
import io.waggle.system.history.Event.Operation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * After the acknowledgement of a recall, or after the expiry, nobody is given the content of the message: not on a connection
 * that begins later, not in the history, and not in a quote or a list. After the acknowledgement of an edit they are given the new text, until the next
 * edit. A device is not given the content after the entry that records the recall. Nobody is given another text than the one that
 * was sent or edited, and the content is missing only after a recall or the expiry. Whoever asks for the amended entries gets
 * all of them.
 */
final class Contents implements Rule {

    private record Listed(String user, String conversation, long seq) {

        static Listed of(Event.Shown shown) {
            return new Listed(shown.user(), shown.conversation(), shown.seq());
        }
    }

    @Override
    public String name() {
        return "contents";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        Changes changes = new Changes(run);
        for (DeviceLog deviceLog : run.devices()) {
            new Reader(run, changes, deviceLog, findings).read();
        }
        Set<Listed> amended = new HashSet<>();
        for (Event event : run.observations()) {
            if (event instanceof Event.Shown shown && shown.amended()) {
                amended.add(Listed.of(shown));
            }
        }
        for (Event event : run.observations()) {
            if (event instanceof Event.Excerpt excerpt) {
                check(run, changes, excerpt, findings);
            } else if (event instanceof Event.Shown shown) {
                check(run, changes, shown, findings);
                if (shown.version() > 0 && !amended.contains(Listed.of(shown))) {
                    add(findings, shown, "not among the amended entries, though its version is " + shown.version());
                }
            }
        }
    }

    private static void check(Run run, Changes changes, Event.Excerpt excerpt, Findings findings) {
        Store.Entry entry = run.store().entry(excerpt.conversation(), excerpt.of());
        findings.count();
        String wrong =
                entry == null ? "not stored" : wrong(changes, entry, excerpt.text(), excerpt.asked(), excerpt.at());
        if (!wrong.isEmpty()) {
            findings.add(excerpt.conversation(), excerpt.of(), "in a quote or list: " + wrong);
        }
    }

    private static void check(Run run, Changes changes, Event.Shown shown, Findings findings) {
        Store.Entry entry = run.store().entry(shown.conversation(), shown.seq());
        findings.count();
        String wrong = entry == null ? "not stored" : wrong(changes, entry, shown.text(), shown.asked(), shown.at());
        if (!wrong.isEmpty()) {
            add(findings, shown, wrong);
        }
    }

    private static void add(Findings findings, Event.Shown shown, String what) {
        findings.add(shown.conversation(), shown.seq(), "in the history of " + shown.user() + ": " + what);
    }

    /** Returns what is wrong with a message that shows this text to somebody; empty if nothing is. */
    private static String wrong(Changes changes, Store.Entry entry, String text, long asked, long at) {
        List<Change> edits = changes.of(entry.place(), Operation.EDIT);
        if (text.isEmpty()) {
            return changes.mayBeGone(entry, at) ? "" : "the content is missing";
        }
        if (changes.isGone(entry, asked)) {
            return "the content is shown though it is gone: " + text;
        }
        List<Change> toThisText =
                edits.stream().filter(edit -> edit.value().equals(text)).toList();
        if (toThisText.isEmpty() && !text.contains(entry.id())) {
            return "nobody has sent this text: " + text;
        }
        long changedAt = toThisText.isEmpty()
                ? entry.at()
                : toThisText.stream().mapToLong(Changes::doneBy).max().getAsLong();
        return Changes.isReplaced(changedAt, edits, asked) ? "the text is shown after it was edited: " + text : "";
    }

    /** Reads the log of a device. */
    private static final class Reader {

        private final Run run;
        private final Changes changes;
        private final DeviceLog deviceLog;
        private final Findings findings;

        // State of one connection.
        private int connection;
        private long began;
        private Set<Store.Place> recalled = new HashSet<>();

        Reader(Run run, Changes changes, DeviceLog deviceLog, Findings findings) {
            this.run = run;
            this.changes = changes;
            this.deviceLog = deviceLog;
            this.findings = findings;
        }

        void read() {
            for (Event event : deviceLog.events()) {
                if (event instanceof Event.Connected connected) {
                    connection++;
                    began = connected.began();
                    recalled = new HashSet<>();
                } else if (event instanceof Event.Received received && received.of() != 0) {
                    receive(received);
                } else if (event instanceof Event.Excerpt excerpt) {
                    check(run, changes, excerpt, findings);
                }
            }
        }

        private void receive(Event.Received received) {
            Store.Entry entry = run.store().entry(received.conversation(), received.of());
            if (entry == null) {
                return;
            }
            findings.count();
            Store.Entry carrier = run.store().entry(received.conversation(), received.seq());
            if (carrier != null && carrier.records().is(Operation.RECALL)) {
                recalled.add(entry.place());
            }
            String wrong = wrong(changes, entry, received.text(), began, received.at());
            if (wrong.isEmpty() && !received.text().isEmpty() && recalled.contains(entry.place())) {
                wrong = "the content is shown after the entry of its recall";
            }
            if (!wrong.isEmpty()) {
                findings.add(deviceLog, connection, received.conversation(), received.of(), wrong);
            }
        }
    }
}
