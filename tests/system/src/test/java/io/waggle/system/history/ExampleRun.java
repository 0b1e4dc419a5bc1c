package io.waggle.system.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An example run: Alice's phone creates a group, adds Bob (entries 1 and 2) and sends a message every second; Bob has a phone
 * and a tablet.
 */
final class ExampleRun {

    static final String GROUP = "group";
    static final String PAIR = "pair";
    static final String ALICE = "alice";
    static final String BOB = "bob";
    static final String PHONE = "bob's phone";
    static final String TABLET = "bob's tablet";
    private static final String SENDER = "alice's phone";
    private static final long STEP = 1_000;

    private final List<Store.Entry> groupEntries = new ArrayList<>();
    private final List<Store.Entry> pairEntries = new ArrayList<>();
    private final Map<String, List<Event>> devices = new LinkedHashMap<>();
    private final List<Event> observations = new ArrayList<>();
    private final List<Store.Member> members = new ArrayList<>();
    private final List<Event.StoredCursor> cursors = new ArrayList<>();
    private final Set<Store.Place> recalled = new HashSet<>();
    private final Set<Store.Place> pinned = new HashSet<>();
    private final List<Store.Reaction> reactions = new ArrayList<>();
    private long head;

    ExampleRun() {
        device(SENDER, ALICE, false);
        device(PHONE, BOB, false);
        device(TABLET, BOB, true);
        change(ALICE, Set.of(ALICE), Set.of());
        change(ALICE, Set.of(BOB), Set.of());
    }

    private void device(String device, String user, boolean batch) {
        List<Event> events = new ArrayList<>();
        events.add(new Event.Device(0, device, user, batch));
        devices.put(device, events);
    }

    // What is stored
    // --------------------------------------------------------------------------------------------------------

    /** Returns the time at which the newest entry was stored. */
    long now() {
        return groupEntries.size() * STEP;
    }

    /** Alice sends this many more messages. */
    ExampleRun says(int count) {
        for (int i = 0; i < count; i++) {
            store(ALICE, SENDER, "id " + (groupEntries.size() + 1), 0);
        }
        return this;
    }

    ExampleRun store(String user, String device, String id, long expiresAt) {
        long seq = ++head;
        groupEntries.add(said(GROUP, seq, user, device, id, seq * STEP, expiresAt));
        return this;
    }

    ExampleRun change(String user, Set<String> in, Set<String> out) {
        long seq = ++head;
        groupEntries.add(new Store.Entry(
                GROUP,
                seq,
                user,
                SENDER,
                "change " + seq,
                seq * STEP,
                false,
                0,
                seq == 1,
                in,
                out,
                false,
                Store.Recorded.NONE));
        return this;
    }

    /** Alice sends a message to Bob alone. */
    ExampleRun storesInPair(long at) {
        pairEntries.add(said(PAIR, pairEntries.size() + 1L, ALICE, SENDER, "elsewhere", at, 0));
        members.add(new Store.Member(PAIR, ALICE, 0, 0));
        members.add(new Store.Member(PAIR, BOB, 0, 0));
        return this;
    }

    private static Store.Entry said(
            String conversation, long seq, String user, String device, String id, long at, long expiresAt) {
        return new Store.Entry(
                conversation,
                seq,
                user,
                device,
                id,
                at,
                true,
                expiresAt,
                false,
                Set.of(),
                Set.of(),
                false,
                Store.Recorded.NONE);
    }

    /** An entry records that this was done to a message of the group. */
    ExampleRun records(Event.Operation operation, long about) {
        long seq = ++head;
        groupEntries.add(new Store.Entry(
                GROUP,
                seq,
                ALICE,
                "",
                "record " + seq,
                seq * STEP,
                false,
                0,
                false,
                Set.of(),
                Set.of(),
                false,
                new Store.Recorded(operation, about)));
        return this;
    }

    ExampleRun isRecalled(long seq) {
        recalled.add(new Store.Place(GROUP, seq));
        return this;
    }

    ExampleRun isPinned(long seq) {
        pinned.add(new Store.Place(GROUP, seq));
        return this;
    }

    ExampleRun hasReaction(long seq, String user, String emoji) {
        reactions.add(new Store.Reaction(new Store.Place(GROUP, seq), user, emoji));
        return this;
    }

    /** Skips a number in the database. */
    ExampleRun skipNumber() {
        head++;
        return this;
    }

    ExampleRun member(String user, long floor, long readSeq) {
        members.add(new Store.Member(GROUP, user, floor, readSeq));
        return this;
    }

    ExampleRun cursor(String device, long ackedSeq) {
        cursors.add(new Event.StoredCursor(Long.MAX_VALUE, device, GROUP, ackedSeq));
        return this;
    }

    // What is logged
    // --------------------------------------------------------------------------------------------------------

    ExampleRun sees(Event event) {
        observations.add(event);
        return this;
    }

    ExampleRun logs(String device, Event... events) {
        devices.getOrDefault(device, new ArrayList<>()).addAll(List.of(events));
        return this;
    }

    /** A user does this to a message of the group within a tenth of a second. */
    ExampleRun does(String user, Event.Operation operation, long seq, String value, long asked, Event.Outcome outcome) {
        return sees(new Event.Change(asked + 100, asked, user, GROUP, seq, operation, value, outcome));
    }

    /** Bob reads a message of the group in the history. */
    ExampleRun shows(long seq, String text, Map<String, Integer> counts, long version, long asked) {
        sees(new Event.Shown(asked + 100, asked, BOB, GROUP, seq, false, text, counts, version));
        return version == 0
                ? this
                : sees(new Event.Shown(asked + 100, asked, BOB, GROUP, seq, true, text, counts, version));
    }

    /** Receives each of these entries and acknowledges it at once, at a given time. */
    ExampleRun takes(String device, long at, long... seqs) {
        for (long seq : seqs) {
            logs(device, new Event.Received(at, GROUP, seq), new Event.Acknowledged(at, GROUP, seq, seq));
        }
        return this;
    }

    /** Receives an entry that shows this content of a message, and acknowledges it at once. */
    ExampleRun receives(String device, long at, long seq, long of, String text) {
        return logs(device, new Event.Received(at, GROUP, seq, of, text), new Event.Acknowledged(at, GROUP, seq, seq));
    }

    ExampleRun connects(String device, long at) {
        return logs(device, new Event.Connected(at));
    }

    ExampleRun leaves(String device, long at) {
        return logs(device, new Event.Leaving(at), new Event.Ended(at, true));
    }

    ExampleRun breaks(String device, long at) {
        return logs(device, new Event.Ended(at, false));
    }

    Verdict judge() {
        List<DeviceLog> logs = devices.values().stream().map(DeviceLog::of).toList();
        Map<String, Long> since = new HashMap<>();
        devices.keySet().forEach(device -> since.put(device, 0L));
        if (members.stream().noneMatch(member -> member.conversation().equals(GROUP))) {
            member(ALICE, 0, 0);
            member(BOB, 0, 0);
        }
        Map<String, List<Store.Entry>> entries = new HashMap<>(Map.of(GROUP, groupEntries));
        Map<String, Long> heads = new HashMap<>(Map.of(GROUP, head));
        if (!pairEntries.isEmpty()) {
            entries.put(PAIR, pairEntries);
            heads.put(PAIR, (long) pairEntries.size());
        }
        Store store = new Store(
                entries,
                heads,
                members,
                cursors,
                since,
                Set.copyOf(recalled),
                Set.copyOf(pinned),
                List.copyOf(reactions));
        return Checker.check(Run.of(logs, observations, store));
    }
}
