package io.waggle.broker.gate;

import io.waggle.protocol.EntryMark;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets each entry of each conversation through to one connection once and in order, and keeps its delivery cursors.
 *
 * <p>An entry passes if it follows the last that has passed. An entry that has passed before is dropped. An entry behind a hole
 * is dropped too, and the missing entries are fetched with {@link #nextStep}. Nothing passes until the service has answered in
 * which conversations the device is behind.
 *
 * <p>Safe on any thread: packets arrive on the broker's extension threads, answers on the fabric's. It calls no other
 * component.
 */
public final class Gate {

    /** Marks an answer of the service that is not complete. */
    public static final long NEVER = -1;

    /** The most packets that the broker queues for a device. */
    private static final int QUEUE = 1_000;

    private final Id did;
    private final EntryMark mark = new EntryMark();
    private final Map<Id, Flow> flows = new HashMap<>(4);
    private final InFlight inFlight = new InFlight();
    private final CatchUpQueue queue = new CatchUpQueue();
    private final UnsentRefusals refusals = new UnsentRefusals(QUEUE);
    /** Packet ids of packets that are not entries and not acknowledged yet. */
    private final Set<Integer> others = new HashSet<>(0);

    private final Set<Flow> unstored = new LinkedHashSet<>(4);
    private @Nullable Flow lastUsed;

    private boolean open;
    private boolean closed;
    /** The number of times that envelopes may have been lost on the way to this node. */
    private long losses;
    /** The number of losses when the last answered request was sent to the service. */
    private long lossesWhenAsked = NEVER;
    /** The time up to which the service has looked when it answered where the device is behind. */
    private long asOf;
    /** The number of entries that the broker has offered to this connection. */
    private long offered;

    private volatile boolean hasNext;

    public Gate(Id did) {
        this.did = did;
    }

    // Entries that are published
    // ------------------------------------------------------------------------------------------------------------------

    /**
     * Starts a conversation at this entry: entries from it on are published, and the device has those before it. If envelopes
     * may have been lost, or the service has not answered yet, the service is asked instead.
     */
    public synchronized void begin(Id conversation, long first, @Nullable NewestSeq newest) {
        if (!isSynced()) {
            beginUnknown(conversation, first, newest);
            return;
        }
        Flow flow = flows.get(conversation);
        if (flow == null) {
            newFlow(conversation, newest).startAt(first - 1, first - 1);
        } else {
            resume(flow, first, newest);
        }
    }

    /**
     * Like {@link #begin}, for an announced entry that the device may have received before this connection; in that case the
     * service is asked.
     *
     * @param replayed whether the entry may have been announced before
     * @param committedAt milliseconds since 1970; 0 if it is not known
     */
    public synchronized void beginAnnounced(
            Id conversation, long seq, boolean replayed, long committedAt, @Nullable NewestSeq newest) {
        if (replayed || mayHaveReceived(committedAt)) {
            beginUnknown(conversation, seq, newest);
        } else {
            begin(conversation, seq, newest);
        }
    }

    synchronized boolean mayHaveReceived(long committedAt) {
        return committedAt != 0 && committedAt <= asOf;
    }

    /** Like {@link #begin}, but the service is asked whether the device has this entry and those before it. */
    synchronized void beginUnknown(Id conversation, long seq, @Nullable NewestSeq newest) {
        Flow flow = flows.get(conversation);
        if (flow == null) {
            miss(newFlow(conversation, newest), seq);
        } else {
            follow(flow, newest);
            if (flow.hasLeft()) {
                resume(flow, seq, newest);
                miss(flow, seq);
            }
        }
        updateHasNext();
    }

    private Flow newFlow(Id conversation, @Nullable NewestSeq newest) {
        Flow flow = new Flow(conversation, newest != null);
        flows.put(conversation, flow);
        lastUsed = null;
        follow(flow, newest);
        return flow;
    }

    private void resume(Flow flow, long first, @Nullable NewestSeq newest) {
        follow(flow, newest);
        flow.resume(first);
        check(flow);
    }

    private static void follow(Flow flow, @Nullable NewestSeq newest) {
        if (newest != null) {
            flow.follow(newest);
        }
    }

    /** An entry is published and should arrive. */
    public synchronized void expect(Id conversation, long seq) {
        Flow flow = flow(conversation.value());
        if (flow != null) {
            flow.expect(seq);
        }
    }

    /** This device has sent the entry; it is not sent back to it. */
    public synchronized void skipOwn(Id conversation, long seq) {
        Flow flow = flow(conversation.value());
        if (flow != null) {
            flow.skip(seq);
            note(flow);
        }
    }

    /** The user has left the conversation: entries that were published before still pass, later ones do not. */
    public synchronized void leave(Id conversation) {
        Flow flow = flow(conversation.value());
        if (flow != null) {
            flow.leave();
        }
    }

    /** The user does not see the conversation: none of its entries passes before the service has been asked again. */
    public synchronized void forget(Id conversation) {
        Flow flow = flow(conversation.value());
        if (flow != null) {
            queue.remove(flow);
            unstored.remove(flow);
            flow.startUnknown();
            updateHasNext();
        }
    }

    // Answers of the service
    // ---------------------------------------------------------------------------------------------------------------

    /** Envelopes may have been lost on the way to this node. */
    public synchronized void noteLoss() {
        losses++;
    }

    /** Returns the number of losses. A caller that asks the service reads it first, and passes it on with the answer. */
    public synchronized long losses() {
        return losses;
    }

    /**
     * Returns whether the service has answered where the device is behind, in an answer to a request sent after the last loss.
     */
    public synchronized boolean isSynced() {
        return open && lossesWhenAsked == losses;
    }

    /**
     * The service has answered where the device is behind. In all other conversations the device has everything that existed
     * then. From now on entries pass. Conversations whose entries arrived earlier are asked for: the device may have those
     * entries already, or the user may have left meanwhile.
     *
     * @param afterLosses the number of losses when the service was asked; {@link #NEVER} if the answer is not complete
     * @param committedUntil the service has looked at everything committed until then, in milliseconds since 1970
     */
    public synchronized void open(Collection<MissedEntries> missed, long afterLosses, long committedUntil) {
        if (closed) {
            return;
        }
        open = true;
        asOf = committedUntil;
        lossesWhenAsked = afterLosses;
        for (MissedEntries entries : missed) {
            Flow flow = flows.computeIfAbsent(entries.conversation(), id -> new Flow(id, entries.group()));
            if (flow.isUnknown()) {
                flow.startAt(entries.after(), entries.gapTo());
                flow.owe(entries.owed());
            }
            flow.miss(entries.head());
        }
        lastUsed = null;
        flows.values().forEach(this::check);
    }

    // Packets to the device
    // -------------------------------------------------------------------------------------------------------------------------

    /**
     * Decides whether a packet may be sent to the device.
     *
     * @param packetId 0 if no acknowledgement will come
     * @param tooLarge 0 if the device accepts a packet of this size, else that size; the replacement of an entry passes in its
     *     turn and is acknowledged like the entry
     */
    public synchronized Decision pass(ByteBuffer payload, int packetId, int tooLarge) {
        if (!mark.read(payload)) {
            boolean passes = refusals.pass(payload);
            if (passes && packetId != 0) {
                others.add(packetId);
            }
            return decision(passes, tooLarge);
        }
        offered++;
        Flow flow = flow(mark.conversation());
        if (flow == null) {
            return Decision.DROP;
        }
        if (open && flow.isNextOwed(mark.last())) {
            flow.entryArrived();
            flow.passOwed(mark.last(), packetId != 0);
        } else if (flow.mayPass(mark.last())) {
            flow.entryArrived();
            if (!open || flow.isUnknown() || flow.owes() || mark.first() != flow.passed() + 1) {
                miss(flow, mark.last());
                updateHasNext();
                return Decision.DROP;
            }
            flow.pass(mark.last(), packetId != 0);
        } else {
            return Decision.DROP;
        }
        if (packetId == 0) {
            flow.noteSize(mark.last(), tooLarge);
        } else {
            inFlight.add(packetId, flow, mark.last(), tooLarge);
        }
        note(flow);
        return decision(true, tooLarge);
    }

    /** An entry arrives after its expiry: it is not sent to the device. */
    public synchronized void expired(ByteBuffer payload) {
        if (!mark.read(payload)) {
            return;
        }
        offered++;
        Flow flow = flow(mark.conversation());
        if (flow != null && mark.first() == mark.last()) {
            flow.cancelOwed(mark.last());
            flow.skip(mark.last());
            note(flow);
        }
    }

    private static Decision decision(boolean passes, int tooLarge) {
        return !passes ? Decision.DROP : tooLarge == 0 ? Decision.PASS : Decision.REPLACE;
    }

    /**
     * Promises to deliver a refusal that is about to be published: the device's publication is acknowledged, so the device must
     * not miss the refusal.
     *
     * @return false if too many refusals for the broker's queue have not been sent yet: then no publication may be acknowledged
     */
    public synchronized boolean promise(byte[] refusal) {
        return refusals.add(refusal, offered);
    }

    /** The device has sent an UNSUBSCRIBE for its own topic, and receives no refusals. */
    public synchronized void dropRefusals() {
        refusals.clear();
    }

    /**
     * Takes the refusals that must be published again because the broker's queue was full. Called as often as {@link #tick}.
     */
    public synchronized List<byte[]> takeLostRefusals() {
        return refusals.takeLost(offered, inFlight.isEmpty() && others.isEmpty());
    }

    /** The device has acknowledged a packet. */
    public synchronized void acknowledge(int packetId) {
        if (!others.remove(packetId)) {
            inFlight.acknowledge(packetId, this::note);
        }
    }

    // Missing entries
    // ---------------------------------------------------------------------------------------------------------------------

    /** Returns whether {@link #nextStep} would do something. Read for every packet, so without the lock. */
    public boolean hasNextStep() {
        return hasNext;
    }

    /**
     * Returns the next step, or null if there is none or one is running. The caller ends the step with {@link #fetched},
     * {@link #fetchedOwed}, {@link #gapNotified} or {@link #stepFailed}.
     */
    public synchronized @Nullable CatchUpStep nextStep() {
        CatchUpStep step = open ? queue.next() : null;
        updateHasNext();
        return step;
    }

    /** Ends a fetch. Called before the entries are published. */
    public synchronized void fetched(CatchUpStep.Fetch step, FetchResult result) {
        Flow flow = flows.get(step.conversation());
        if (flow == null || !queue.isFor(step)) {
            queue.skip();
        } else {
            apply(flow, step, result);
        }
        updateHasNext();
    }

    private void apply(Flow flow, CatchUpStep.Fetch step, FetchResult result) {
        flow.skipTo(result.after(), result.gapTo());
        if (!result.coversMoreThan(step.after())) {
            // Otherwise the gate would fetch the same again and again.
            queue.skip();
            return;
        }
        for (long seq = flow.passed() + 1; seq <= result.upTo(); seq++) {
            if (!result.entries().contains(seq)) {
                flow.skip(seq);
            }
        }
        flow.expect(result.upTo());
        queue.awaitPiece(result.upTo());
        note(flow);
    }

    /**
     * Ends a supply. Called before the entries are published.
     *
     * @param upTo requested entries up to this one that are not in {@code entries} are not for the device
     */
    public synchronized void fetchedOwed(CatchUpStep.FetchOwed step, long upTo, Set<Long> entries) {
        Flow flow = flows.get(step.conversation());
        if (flow == null || !queue.isFor(step) || upTo < step.entries().getFirst()) {
            queue.skip();
        } else {
            for (long seq : step.entries()) {
                if (seq <= upTo && !entries.contains(seq)) {
                    flow.cancelOwed(seq);
                }
            }
            queue.awaitOwed(upTo);
            note(flow);
        }
        updateHasNext();
    }

    /** Ends a gap notice. Called before it is published. */
    public synchronized void gapNotified(CatchUpStep.NotifyGap step) {
        if (queue.isFor(step)) {
            queue.awaitPiece(step.to());
        } else {
            queue.skip();
        }
        updateHasNext();
    }

    /** The step failed; a later {@link #tick} tries again. */
    public synchronized void stepFailed() {
        queue.fail();
        updateHasNext();
    }

    /**
     * The device has sent an UNSUBSCRIBE for this conversation's topic: nothing is fetched until one of its entries arrives.
     */
    public synchronized void unsubscribed(Id conversation) {
        Flow flow = flow(conversation.value());
        if (flow != null) {
            flow.unsubscribed();
            queue.remove(flow);
            updateHasNext();
        }
    }

    /**
     * Finds entries that were published and did not arrive, because the broker's queue was full or they expired in it. It
     * looks at conversations in which nothing has changed since the last call. Called from time to time.
     */
    public synchronized void tick() {
        queue.retryFailed();
        boolean drained = inFlight.isEmpty();
        for (Flow flow : flows.values()) {
            if (flow.hasLost(offered, drained, QUEUE)) {
                queue.fetchAgain(flow);
            }
        }
        updateHasNext();
    }

    /** Takes the cursors that the device has moved since the last call. */
    public synchronized List<Cursor> takeCursors() {
        if (unstored.isEmpty()) {
            return List.of();
        }
        List<Cursor> cursors = new ArrayList<>(unstored.size());
        for (Flow flow : unstored) {
            if (flow.hasUnstored()) {
                cursors.add(flow.takeCursor(did));
            }
        }
        unstored.clear();
        return cursors;
    }

    /** The connection has ended: nothing passes any more. */
    public synchronized void close() {
        closed = true;
        open = false;
        updateHasNext();
    }

    private @Nullable Flow flow(long conversation) {
        if (lastUsed == null || !lastUsed.is(conversation)) {
            lastUsed = flows.get(new Id(conversation));
        }
        return lastUsed;
    }

    private void miss(Flow flow, long seq) {
        flow.miss(seq);
        queue.add(flow);
    }

    private void check(Flow flow) {
        if (flow.isBehind()) {
            queue.add(flow);
        }
        note(flow);
    }

    private void note(Flow flow) {
        if (flow.hasUnstored()) {
            unstored.add(flow);
        }
        updateHasNext();
    }

    private void updateHasNext() {
        hasNext = open && queue.hasNext();
    }
}
