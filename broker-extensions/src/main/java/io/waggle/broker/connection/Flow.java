package io.waggle.broker.connection;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.TreeSet;

/**
 * How far one conversation has come on one connection. Guarded by its {@link Gate}.
 *
 * <p>{@code acked ≤ passed}: what the device has acknowledged, and what has been let through to it. Each is the last entry of a
 * row without holes.
 */
final class Flow {

    private final Id conversation;
    private final boolean group;
    private @Nullable Tip tip;

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
    private int inFlight;
    /** It was brought something since its cursor was taken last, and did not merely send it. */
    private boolean reached;
    /** Entries beyond {@code passed} that the device is not to be sent: its own, and those that no longer exist. */
    private @Nullable TreeSet<Long> settled;

    Flow(Id conversation, boolean group, long baseline) {
        this.conversation = conversation;
        this.group = group;
        startOver(baseline, baseline);
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

    /** The device has what is up to {@code baseline}, and is told of a gap up to {@code newGapTo}. */
    void startOver(long baseline, long newGapTo) {
        passed = baseline;
        acked = baseline;
        stored = baseline;
        gapTo = newGapTo;
    }

    /** The user leaves: what was handed out until now still passes. */
    void end() {
        end = Math.max(passed, latest());
    }

    /** The user is back, and sees what comes from {@code first} on. */
    void resume(long first) {
        if (end == Long.MAX_VALUE) {
            return;
        }
        long left = end;
        end = Long.MAX_VALUE;
        if (passed >= left) {
            startOver(first - 1, first - 1);
        } else {
            for (long seq = left + 1; seq < first; seq++) {
                settle(seq);
            }
        }
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
        return passed < missed;
    }

    /** Returns whether something has not passed that was handed out, and counts it as missed. */
    boolean missesWhatIsLeft() {
        miss(latest());
        return isBehind();
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

    void acknowledge(long seq) {
        reached = true;
        inFlight--;
        acked = Math.max(acked, inFlight == 0 ? passed : seq);
    }

    /** The device is not to be sent this entry. */
    void settle(long seq) {
        if (seq <= passed) {
            return;
        }
        if (settled == null) {
            settled = new TreeSet<>();
        }
        settled.add(seq);
        absorb();
    }

    /** The device is not to be sent what is up to here. */
    void skipTo(long seq) {
        passed = Math.max(passed, seq);
        absorb();
    }

    boolean hasUnstored() {
        return acked > stored;
    }

    /** Takes what is acknowledged for stored. */
    Cursor takeCursor(Id did) {
        Cursor cursor = new Cursor(did, conversation, acked, reached && !group);
        stored = acked;
        reached = false;
        return cursor;
    }

    private void absorb() {
        while (settled != null && !settled.isEmpty() && settled.first() <= passed + 1) {
            passed = Math.max(passed, settled.first());
            settled.remove(settled.first());
        }
        if (inFlight == 0) {
            acked = passed;
        }
    }
}
