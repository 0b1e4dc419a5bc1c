package io.waggle.broker.connection;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The conversations that have a hole, one after the other and each in pieces: the next piece when the device has acknowledged
 * the last. Guarded by its {@link Gate}.
 */
final class CatchUpLine {

    private final Set<Flow> waiting = new LinkedHashSet<>(4);
    /** Could not be brought, and are tried again later. */
    private final Set<Flow> failed = new LinkedHashSet<>(1);

    private @Nullable Flow current;
    /** Somebody is on an errand for the current one. */
    private boolean away;
    /** Where the piece ends that is on its way. */
    private long pieceTo;
    /** Up to where those are on their way that the device is owed. */
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

    /** Whether {@link #next} would do something. */
    boolean mayGoOn() {
        return !away && (current == null ? !waiting.isEmpty() : hasArrived(current));
    }

    private boolean hasArrived(Flow flow) {
        return flow.acked() >= pieceTo && !flow.owesUpTo(suppliedTo);
    }

    /** Returns null if there is nothing to do now. */
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

    /** What was asked for is about to be published, up to here. */
    void brought(long to) {
        away = false;
        pieceTo = to;
    }

    /** Those of what it is owed up to here are about to be published. */
    void supplied(long to) {
        away = false;
        suppliedTo = to;
    }

    /** There is nothing to be brought. */
    void skip() {
        away = false;
        current = null;
    }

    /** It could not be done now. */
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

    /** What was on its way of this conversation is lost: it is fetched again. */
    void lose(Flow flow) {
        if (flow != current) {
            add(flow);
        } else if (!away) {
            pieceTo = 0;
            suppliedTo = 0;
        }
    }
}
