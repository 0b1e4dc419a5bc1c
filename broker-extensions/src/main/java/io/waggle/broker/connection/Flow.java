package io.waggle.broker.connection;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How far one conversation has come on one connection. Guarded by its {@link Gate}.
 *
 * <p>{@code acked ≤ passed}: what the device has acknowledged, and what has been let through to it. Each is the last entry of a
 * row without holes.
 */
final class Flow {

    /** What is remembered of a device's own entries beyond a hole; those before them the service leaves out as it fills the hole. */
    private static final int SETTLED_AT_MOST = 1_000;

    private final Id conversation;
    private final boolean group;
    private @Nullable Tip tip;

    /** What the device has is still to be asked: nothing passes before. */
    private boolean unknown = true;

    /** Where it began: what is up to it comes only if the device is owed it. */
    private long began;

    private long passed;
    private long acked;
    private long stored;
    /** The last entry that was handed out, or could have been. */
    private long known;
    /** The last entry that is known not to come by itself. */
    private long missed;

    /** The user sees nothing beyond, having left. */
    private long end = Long.MAX_VALUE;

    private long gapTo;
    private boolean unheard;

    // How it was at the last tick at which it had moved.
    private long passedBefore = -1;
    private long ackedBefore;
    private int owedBefore;
    private long offeredBefore;

    private int inFlight;
    /** It was brought something since its cursor was taken last, and did not merely send it. */
    private boolean reached;
    /** Entries beyond {@code passed} that the device is not to be sent: its own, and those that no longer exist. */
    private @Nullable TreeSet<Long> settled;
    /** Entries up to where it began that the device is sent first: they were too large for an earlier connection. */
    private @Nullable TreeSet<Long> owed;
    /** What has been learnt of entries that are or were too large since the cursor was taken last. */
    private List<Withheld> withheld = List.of();

    /** Who begins it says how far the device is, or it is to be asked. */
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

    void follow(Tip newTip) {
        tip = newTip;
    }

    boolean isUnknown() {
        return unknown;
    }

    /** The device has what is up to {@code baseline}, and is told of a gap up to {@code newGapTo}. */
    void startAt(long baseline, long newGapTo) {
        unknown = false;
        passed = baseline;
        acked = baseline;
        stored = baseline;
        began = baseline;
        gapTo = newGapTo;
        absorb();
    }

    /** The user does not see it, as far as is known: whoever sees something of it come by is to ask. */
    void startUnknown() {
        unknown = true;
        passed = 0;
        acked = 0;
        stored = 0;
        gapTo = 0;
        known = 0;
        missed = 0;
        end = Long.MAX_VALUE;
        owed = null;
        withheld = List.of();
    }

    /** The user leaves: what was handed out until now still passes. */
    void end() {
        end = Math.max(passed, latest());
    }

    /** The user is back, and sees what comes from {@code first} on. */
    void resume(long first) {
        if (!hasEnded()) {
            return;
        }
        long left = end;
        end = Long.MAX_VALUE;
        if (passed >= left && inFlight == 0) {
            startAt(first - 1, first - 1);
        } else {
            miss(first);
        }
    }

    boolean hasEnded() {
        return end != Long.MAX_VALUE;
    }

    boolean mayPass(long seq) {
        return seq > passed && seq <= end;
    }

    /** An entry is handed out. */
    void expect(long seq) {
        known = Math.max(known, seq);
    }

    /** An entry does not come, or has come too early. */
    void miss(long seq) {
        expect(seq);
        missed = Math.max(missed, Math.min(seq, end));
    }

    boolean isBehind() {
        return passed < missed || owes();
    }

    /** The device is sent these first. */
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

    /** An entry that it is owed is let through. */
    void passOwed(long seq, boolean awaitsAck) {
        giveUpOwed(seq);
        inFlight += awaitsAck ? 1 : 0;
        reached |= !awaitsAck;
    }

    /** It is not to be sent this one after all: it no longer exists, or not for this device. */
    void disown(long seq) {
        if (giveUpOwed(seq)) {
            note(new Withheld(seq, 0));
        }
    }

    private boolean giveUpOwed(long seq) {
        boolean wasOwed = owed != null && owed.remove(seq);
        if (owed != null && owed.isEmpty()) {
            owed = null;
        }
        return wasOwed;
    }

    /** What the service keeps of those that were too large is to change. */
    void note(Withheld entry) {
        if (withheld.isEmpty()) {
            withheld = new ArrayList<>(1);
        }
        withheld.add(entry);
    }

    private long latest() {
        return tip == null ? known : Math.max(known, tip.last());
    }

    /** Lets entries through, which must follow what has passed. */
    void pass(long last, boolean awaitsAck) {
        passed = last;
        inFlight += awaitsAck ? 1 : 0;
        reached |= !awaitsAck;
        absorb();
    }

    /** @param withheldBytes if the device was told of it and not sent it, the size of its packet; else 0 */
    void acknowledge(long seq, int withheldBytes) {
        reached = true;
        inFlight--;
        settleSize(seq, withheldBytes);
        acked = Math.max(acked, inFlight == 0 ? passed : seq);
    }

    /** The device has this entry, or knows that it is too large. */
    void settleSize(long seq, int withheldBytes) {
        if (withheldBytes > 0 || seq <= began) {
            note(new Withheld(seq, withheldBytes));
        }
    }

    /** The device is not to be sent this entry. */
    void settle(long seq) {
        expect(seq);
        if (seq <= passed) {
            return;
        }
        if (settled == null) {
            settled = new TreeSet<>();
        }
        settled.add(seq);
        if (settled.size() > SETTLED_AT_MOST) {
            settled.pollFirst();
        }
        absorb();
    }

    /** The device is not to be sent what is up to here. */
    void skipTo(long seq, long newGapTo) {
        if (unknown) {
            startAt(Math.max(passed, seq), newGapTo);
        } else {
            passed = Math.max(passed, seq);
            gapTo = Math.max(gapTo, newGapTo);
            absorb();
        }
    }

    /** Nobody hears it here, by the client's own choice. */
    void giveUp() {
        unheard = true;
    }

    /** Something of it came by. */
    void hear() {
        unheard = false;
    }

    /**
     * Called now and then: whether something that was handed out does not come by any more, since nothing has moved from one call
     * to the next.
     *
     * @param offered how many packets the broker has offered to the connection so far
     * @param drained whether the device has acknowledged all that went out to it
     * @param queue how many the broker keeps for it: after so many others, what was before them is not there
     */
    boolean lacks(long offered, boolean drained, int queue) {
        int owedNow = owed == null ? 0 : owed.size();
        if (passed != passedBefore || acked != ackedBefore || owedNow != owedBefore) {
            passedBefore = passed;
            ackedBefore = acked;
            owedBefore = owedNow;
            offeredBefore = offered;
            return false;
        }
        boolean comes = inFlight > 0 || !(drained || offered - offeredBefore > queue);
        if (comes || unheard) {
            return false;
        }
        miss(latest());
        return isBehind();
    }

    boolean hasUnstored() {
        return acked > stored || !withheld.isEmpty();
    }

    /** Takes what is acknowledged for stored. */
    Cursor takeCursor(Id did) {
        Cursor cursor = new Cursor(did, conversation, acked, reached && !group, withheld);
        stored = acked;
        reached = false;
        withheld = List.of();
        return cursor;
    }

    private void absorb() {
        if (unknown) {
            return;
        }
        while (settled != null && !settled.isEmpty() && settled.first() <= passed + 1) {
            passed = Math.max(passed, settled.first());
            settled.remove(settled.first());
        }
        if (inFlight == 0) {
            acked = Math.max(acked, passed);
        }
    }
}
