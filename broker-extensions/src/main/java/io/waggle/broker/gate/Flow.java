package io.waggle.broker.gate;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The state of one conversation on one connection. Guarded by its {@link Gate}.
 *
 * <p>{@code acked ≤ passed}: the device has acknowledged all entries up to {@code acked}, and all entries up to {@code passed}
 * have been sent to it. Both advance without holes.
 */
final class Flow {

    /**
     * The most skipped entries that are remembered beyond a hole. The service leaves out a device's own entries that are older
     * when it fills the hole.
     */
    private static final int MAX_SKIPPED = 1_000;

    private final Id conversation;
    private final boolean group;
    private @Nullable NewestSeq newest;

    /** The cursor of the device is not known yet: nothing passes before the service has sent it. */
    private boolean unknown = true;

    /** The entry at which this flow began. Entries up to it come only if the device is owed them. */
    private long start;

    private long passed;
    private long acked;
    private long stored;
    /** The last entry that was published, or could have been. */
    private long known;
    /** The last entry that is known not to come without a fetch. */
    private long missed;

    /** The last entry that the user sees after leaving. */
    private long lastVisible = Long.MAX_VALUE;

    private long gapTo;
    private boolean isUnsubscribed;

    // The state at the last tick at which it had changed.
    private long passedBefore = -1;
    private long ackedBefore;
    private int owedBefore;
    private long offeredBefore;

    private int inFlight;
    /** True if the device has received an entry since its cursor was taken last, other than its own. */
    private boolean reached;
    /** Entries after {@code passed} that are not sent to the device: its own, and those that no longer exist. */
    private @Nullable TreeSet<Long> skipped;
    /** Entries up to {@code start} that are sent to the device first: they were too large for an earlier connection. */
    private @Nullable TreeSet<Long> owed;
    /** Changes since the cursor was taken last, about entries that are or were too large. */
    private List<Withheld> withheld = List.of();

    /** The caller then sets the device's cursor, or the service is asked for it. */
    Flow(Id conversation, boolean group) {
        this.conversation = conversation;
        this.group = group;
    }

    Id conversation() {
        return conversation;
    }

    boolean is(long id) {
        return conversation.value() == id;
    }

    boolean isGroup() {
        return group;
    }

    long passed() {
        return passed;
    }

    long acked() {
        return acked;
    }

    long gapTo() {
        return gapTo;
    }

    void follow(NewestSeq groupsNewest) {
        newest = groupsNewest;
    }

    boolean isUnknown() {
        return unknown;
    }

    /** The device has the entries up to {@code seq}, and gets a gap notice for those up to {@code newGapTo}. */
    void startAt(long seq, long newGapTo) {
        unknown = false;
        passed = seq;
        acked = seq;
        stored = seq;
        start = seq;
        gapTo = newGapTo;
        passSkipped();
    }

    /** The user is not known to see the conversation: when an entry of it arrives, the service must be asked. */
    void startUnknown() {
        unknown = true;
        passed = 0;
        acked = 0;
        stored = 0;
        gapTo = 0;
        known = 0;
        missed = 0;
        lastVisible = Long.MAX_VALUE;
        owed = null;
        withheld = List.of();
    }

    /** The user leaves: entries that were published until now still pass. */
    void leave() {
        lastVisible = Math.max(passed, latest());
    }

    /** The user is a member again, and sees the entries from {@code first} on. */
    void resume(long first) {
        if (!hasLeft()) {
            return;
        }
        long left = lastVisible;
        lastVisible = Long.MAX_VALUE;
        if (passed >= left && inFlight == 0) {
            startAt(first - 1, first - 1);
        } else {
            miss(first);
        }
    }

    boolean hasLeft() {
        return lastVisible != Long.MAX_VALUE;
    }

    boolean mayPass(long seq) {
        return seq > passed && seq <= lastVisible;
    }

    /** An entry is published. */
    void expect(long seq) {
        known = Math.max(known, seq);
    }

    /** An entry does not come, or has come too early. */
    void miss(long seq) {
        expect(seq);
        missed = Math.max(missed, Math.min(seq, lastVisible));
    }

    boolean isBehind() {
        return passed < missed || owes();
    }

    /** Sets the entries that are sent to the device first. */
    void owe(List<Long> entries) {
        owed = entries.isEmpty() ? null : new TreeSet<>(entries);
    }

    boolean owes() {
        return owed != null;
    }

    boolean owesUpTo(long seq) {
        return owed != null && owed.first() <= seq;
    }

    List<Long> owed() {
        return owed == null ? List.of() : List.copyOf(owed);
    }

    boolean isNextOwed(long seq) {
        return owed != null && owed.first() == seq;
    }

    /** An owed entry is sent. */
    void passOwed(long seq, boolean awaitsAck) {
        removeOwed(seq);
        inFlight += awaitsAck ? 1 : 0;
        reached |= !awaitsAck;
    }

    /** The entry need not be sent after all: it no longer exists, or is not for this device. */
    void cancelOwed(long seq) {
        if (removeOwed(seq)) {
            noteWithheld(new Withheld(seq, 0));
        }
    }

    private boolean removeOwed(long seq) {
        boolean wasOwed = owed != null && owed.remove(seq);
        if (owed != null && owed.isEmpty()) {
            owed = null;
        }
        return wasOwed;
    }

    /** Records a change to the list of too large entries that the service keeps. */
    void noteWithheld(Withheld entry) {
        if (withheld.isEmpty()) {
            withheld = new ArrayList<>(1);
        }
        withheld.add(entry);
    }

    private long latest() {
        return newest == null ? known : Math.max(known, newest.get());
    }

    /** Sends entries up to this one, which must follow the last that has passed. */
    void pass(long last, boolean awaitsAck) {
        passed = last;
        inFlight += awaitsAck ? 1 : 0;
        reached |= !awaitsAck;
        passSkipped();
    }

    /** @param withheldBytes the size of the entry's packet if the entry was withheld; else 0 */
    void acknowledge(long seq, int withheldBytes) {
        reached = true;
        inFlight--;
        noteSize(seq, withheldBytes);
        acked = Math.max(acked, inFlight == 0 ? passed : seq);
    }

    /** Records the size of an entry that the device has, or knows to be too large. */
    void noteSize(long seq, int withheldBytes) {
        if (withheldBytes > 0 || seq <= start) {
            noteWithheld(new Withheld(seq, withheldBytes));
        }
    }

    /** The entry is not to be sent to the device. */
    void skip(long seq) {
        expect(seq);
        if (seq <= passed) {
            return;
        }
        if (skipped == null) {
            skipped = new TreeSet<>();
        }
        skipped.add(seq);
        if (skipped.size() > MAX_SKIPPED) {
            skipped.pollFirst();
        }
        passSkipped();
    }

    /** The entries up to this one are not to be sent to the device. */
    void skipTo(long seq, long newGapTo) {
        if (unknown) {
            startAt(Math.max(passed, seq), newGapTo);
        } else {
            passed = Math.max(passed, seq);
            gapTo = Math.max(gapTo, newGapTo);
            passSkipped();
        }
    }

    /** The client has sent an UNSUBSCRIBE for the conversation's topic: its entries do not arrive. */
    void unsubscribed() {
        isUnsubscribed = true;
    }

    /** An entry of the conversation has arrived. */
    void entryArrived() {
        isUnsubscribed = false;
    }

    /**
     * Returns whether an entry that was published does not arrive any more: nothing has changed since the last call. Called
     * from time to time.
     *
     * @param offered how many packets the broker has offered to the connection so far
     * @param drained whether the device has acknowledged everything that was sent to it
     * @param queue the length of the broker's queue for the device: after this many later packets, an earlier one is no longer
     *     in it
     */
    boolean hasLost(long offered, boolean drained, int queue) {
        int owedNow = owed == null ? 0 : owed.size();
        if (passed != passedBefore || acked != ackedBefore || owedNow != owedBefore) {
            passedBefore = passed;
            ackedBefore = acked;
            owedBefore = owedNow;
            offeredBefore = offered;
            return false;
        }
        boolean comes = inFlight > 0 || !(drained || offered - offeredBefore > queue);
        if (comes || isUnsubscribed) {
            return false;
        }
        miss(latest());
        return isBehind();
    }

    boolean hasUnstored() {
        return acked > stored || !withheld.isEmpty();
    }

    /** Takes the cursor, and treats it as stored. */
    Cursor takeCursor(Id did) {
        Cursor cursor = new Cursor(did, conversation, acked, reached && !group, withheld);
        stored = acked;
        reached = false;
        withheld = List.of();
        return cursor;
    }

    private void passSkipped() {
        if (unknown) {
            return;
        }
        while (skipped != null && !skipped.isEmpty() && skipped.first() <= passed + 1) {
            passed = Math.max(passed, skipped.first());
            skipped.remove(skipped.first());
        }
        if (inFlight == 0) {
            acked = Math.max(acked, passed);
        }
    }
}
