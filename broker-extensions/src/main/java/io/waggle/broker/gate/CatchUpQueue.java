package io.waggle.broker.gate;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The queue of conversations in which the device misses entries. They are sent one after the other, and each in pieces: the
 * next piece follows when the device has acknowledged the last. Guarded by its {@link Gate}.
 */
final class CatchUpQueue {

    private final Set<Flow> waiting = new LinkedHashSet<>(4);
    /** Conversations whose entries could not be fetched; they are tried again later. */
    private final Set<Flow> failed = new LinkedHashSet<>(1);

    private @Nullable Flow current;
    /** True while a step of the current conversation is running. */
    private boolean isStepRunning;
    /** The last entry of the piece that is on its way. */
    private long pieceTo;
    /** The last owed entry that is on its way. */
    private long owedTo;

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

    boolean isFor(CatchUpStep step) {
        return current != null && current.conversation().equals(step.conversation());
    }

    /** Returns whether there is something to do now. */
    boolean hasNext() {
        return !isStepRunning && (current == null ? !waiting.isEmpty() : hasArrived(current));
    }

    private boolean hasArrived(Flow flow) {
        return flow.acked() >= pieceTo && !flow.owesUpTo(owedTo);
    }

    /** Returns the next step, or null if there is nothing to do now. */
    @Nullable
    CatchUpStep next() {
        while (hasNext()) {
            if (current == null) {
                current = waiting.iterator().next();
                waiting.remove(current);
                pieceTo = 0;
                owedTo = 0;
            } else if (current.isBehind()) {
                isStepRunning = true;
                return step(current);
            } else {
                current = null;
            }
        }
        return null;
    }

    private static CatchUpStep step(Flow flow) {
        if (flow.owes()) {
            return new CatchUpStep.FetchOwed(flow.conversation(), flow.isGroup(), flow.owed());
        }
        return flow.gapTo() > flow.passed()
                ? new CatchUpStep.NotifyGap(flow.conversation(), flow.isGroup(), flow.passed() + 1, flow.gapTo())
                : new CatchUpStep.Fetch(flow.conversation(), flow.isGroup(), flow.passed());
    }

    /** The requested entries, up to this one, are about to be published. */
    void awaitPiece(long to) {
        isStepRunning = false;
        pieceTo = to;
    }

    /** The owed entries up to this one are about to be published. */
    void awaitOwed(long to) {
        isStepRunning = false;
        owedTo = to;
    }

    /** Ends the current conversation: there is nothing to send. */
    void skip() {
        isStepRunning = false;
        current = null;
    }

    /** The step failed and is tried again later. */
    void fail() {
        isStepRunning = false;
        if (current != null) {
            failed.add(current);
            current = null;
        }
    }

    void retryFailed() {
        waiting.addAll(failed);
        failed.clear();
    }

    /** Fetches entries of this conversation again that were lost on their way. */
    void fetchAgain(Flow flow) {
        if (flow != current) {
            add(flow);
        } else if (!isStepRunning) {
            pieceTo = 0;
            owedTo = 0;
        }
    }
}
