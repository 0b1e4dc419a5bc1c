package io.waggle.broker.gate;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The queue of conversations in which the device misses entries. They are brought one after the other and each in pieces: the
 * next piece follows when the device has acknowledged the last. Guarded by its {@link Gate}.
 */
final class CatchUpLine {

    private final Set<Flow> waiting = new LinkedHashSet<>(4);
    /** Conversations whose entries could not be brought; they are tried again later. */
    private final Set<Flow> failed = new LinkedHashSet<>(1);

    private @Nullable Flow current;
    /** True while an errand for the current conversation is running. */
    private boolean away;
    /** The last entry of the piece that is on its way. */
    private long pieceTo;
    /** The last of the owed entries that are on their way. */
    private long suppliedTo;

    void add(Flow flow) {
        if (flow != current && !failed.contains(flow)) {
            waiting.add(flow);
        }
    }

    void remove(Flow flow) {
        waiting.remove(flow);
        failed.remove(flow);
        if (flow == current) {
            current = null;
        }
    }

    boolean isAt(Errand errand) {
        return current != null && current.conversation().equals(errand.conversation());
    }

    /** Returns whether {@link #next} would do something. */
    boolean mayGoOn() {
        return !away && (current == null ? !waiting.isEmpty() : hasArrived(current));
    }

    private boolean hasArrived(Flow flow) {
        return flow.acked() >= pieceTo && !flow.owesUpTo(suppliedTo);
    }

    /** Returns the next errand, or null if there is nothing to do now. */
    @Nullable
    Errand next() {
        while (mayGoOn()) {
            if (current == null) {
                current = waiting.iterator().next();
                waiting.remove(current);
                pieceTo = 0;
                suppliedTo = 0;
            } else if (current.isBehind()) {
                away = true;
                return errand(current);
            } else {
                current = null;
            }
        }
        return null;
    }

    private static Errand errand(Flow flow) {
        if (flow.owes()) {
            return new Errand.Supply(flow.conversation(), flow.isGroup(), flow.owed());
        }
        return flow.gapTo() > flow.passed()
                ? new Errand.Tell(flow.conversation(), flow.isGroup(), flow.passed() + 1, flow.gapTo())
                : new Errand.Fetch(flow.conversation(), flow.isGroup(), flow.passed());
    }

    /** The requested entries, up to this one, are about to be published. */
    void brought(long to) {
        away = false;
        pieceTo = to;
    }

    /** The owed entries up to this one are about to be published. */
    void supplied(long to) {
        away = false;
        suppliedTo = to;
    }

    /** There is nothing to bring. */
    void skip() {
        away = false;
        current = null;
    }

    /** The errand failed and is tried again later. */
    void fail() {
        away = false;
        if (current != null) {
            failed.add(current);
            current = null;
        }
    }

    void tryFailedAgain() {
        waiting.addAll(failed);
        failed.clear();
    }

    /** Entries of this conversation were lost on their way: they are fetched again. */
    void lose(Flow flow) {
        if (flow != current) {
            add(flow);
        } else if (!away) {
            pieceTo = 0;
            suppliedTo = 0;
        }
    }
}
