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
 * is dropped too, and the missing entries are fetched with {@link #next}. Nothing passes until the service has said in which
 * conversations the device is behind.
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
    private final CatchUpLine line = new CatchUpLine();
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
    /** The time up to which the service has looked when it said where the device is behind. */
    private long asOf;
    /** The number of entries that the broker has offered to this connection. */
    private long offered;

    private volatile boolean due;

    public Gate(Id did) {
        this.did = did;
    }

    // Entries that are handed out
    // ------------------------------------------------------------------------------------------------------------------

    /**
     * Starts a conversation at this entry: entries from it on are handed out, and the device has those before it. If envelopes
     * may have been lost, or the service has not answered yet, the service is asked instead.
     */
    public synchronized void begin(Id conversation, long first, @Nullable Tip tip) {
        if (!isCertain()) {
            beginUnknown(conversation, first, tip);
            return;
        }
        Flow flow = flows.get(conversation);
        if (flow == null) {
            newFlow(conversation, tip).startAt(first - 1, first - 1);
        } else {
            resume(flow, first, tip);
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
            Id conversation, long seq, boolean replayed, long committedAt, @Nullable Tip tip) {
        if (replayed || mayHave(committedAt)) {
            beginUnknown(conversation, seq, tip);
        } else {
            begin(conversation, seq, tip);
        }
    }

    synchronized boolean mayHave(long committedAt) {
        return committedAt != 0 && committedAt <= asOf;
    }

    /** Like {@link #begin}, but the service is asked whether the device has this entry and those before it. */
    synchronized void beginUnknown(Id conversation, long seq, @Nullable Tip tip) {
        Flow flow = flows.get(conversation);
        if (flow == null) {
            miss(newFlow(conversation, tip), seq);
        } else {
            follow(flow, tip);
            if (flow.hasEnded()) {
                resume(flow, seq, tip);
                miss(flow, seq);
            }
        }
        updateDue();
    }

    private Flow newFlow(Id conversation, @Nullable Tip tip) {
        Flow flow = new Flow(conversation, tip != null);
        flows.put(conversation, flow);
        lastUsed = null;
        follow(flow, tip);
        return flow;
    }

    private void resume(Flow flow, long first, @Nullable Tip tip) {
        follow(flow, tip);
        flow.resume(first);
        look(flow);
    }

    private static void follow(Flow flow, @Nullable Tip tip) {
        if (tip != null) {
            flow.follow(tip);
        }
    }

    /** An entry is handed out and should arrive. */
    public synchronized void expect(Id conversation, long seq) {
        Flow flow = flow(conversation.value());
        if (flow != null) {
            flow.expect(seq);
        }
    }

    /** This device has sent the entry; it is not sent back to it. */
    public synchronized void own(Id conversation, long seq) {
        Flow flow = flow(conversation.value());
        if (flow != null) {
            flow.settle(seq);
            note(flow);
        }
    }

    /** The user has left the conversation: entries that were handed out before still pass, later ones do not. */
    public synchronized void end(Id conversation) {
        Flow flow = flow(conversation.value());
        if (flow != null) {
            flow.end();
        }
    }

    /** The user does not see the conversation: none of its entries passes before the service has been asked again. */
    public synchronized void forget(Id conversation) {
        Flow flow = flow(conversation.value());
        if (flow != null) {
            line.remove(flow);
            unstored.remove(flow);
            flow.startUnknown();
            updateDue();
        }
    }

    // Answers of the service
    // ---------------------------------------------------------------------------------------------------------------

    /** Envelopes may have been lost on the way to this node. */
    public synchronized void doubt() {
        losses++;
    }

    /** Returns the number of losses. A caller that asks the service reads it first, and passes it on with the answer. */
    public synchronized long losses() {
        return losses;
    }

    /** Returns whether the service has said where the device is behind, in an answer to a request sent after the last loss. */
    public synchronized boolean isCertain() {
        return open && lossesWhenAsked == losses;
    }

    /**
     * The service has said where the device is behind. In all other conversations the device has everything that existed then.
     * From now on entries pass. Conversations whose entries arrived earlier are asked for: the device may have those entries
     * already, or the user may have left meanwhile.
     *
     * @param afterLosses the number of losses when the service was asked; {@link #NEVER} if the service has more to tell
     * @param committedUntil the service has looked at everything committed until then, in milliseconds since 1970
     */
    public synchronized void open(Collection<Behind> behinds, long afterLosses, long committedUntil) {
        if (closed) {
            return;
        }
        open = true;
        asOf = committedUntil;
        lossesWhenAsked = afterLosses;
        for (Behind behind : behinds) {
            Flow flow = flows.computeIfAbsent(behind.conversation(), id -> new Flow(id, behind.group()));
            if (flow.isUnknown()) {
                flow.startAt(behind.after(), behind.gapTo());
                flow.owe(behind.owed());
            }
            flow.miss(behind.head());
        }
        lastUsed = null;
        flows.values().forEach(this::look);
    }

    // Packets to the device
    // -------------------------------------------------------------------------------------------------------------------------

    /**
     * Decides whether a packet may go out to the device.
     *
     * @param packetId 0 if no acknowledgement will come
     * @param tooLarge 0 if the device accepts a packet of this size, else that size; the replacement of an entry passes in its
     *     turn and is acknowledged like the entry
     */
    public synchronized Passage pass(ByteBuffer payload, int packetId, int tooLarge) {
        if (!mark.read(payload)) {
            boolean passes = refusals.pass(payload);
            if (passes && packetId != 0) {
                others.add(packetId);
            }
            return passage(passes, tooLarge);
        }
        offered++;
        Flow flow = flow(mark.conversation());
        if (flow == null) {
            return Passage.DROPPED;
        }
        if (open && flow.isNextOwed(mark.last())) {
            flow.hear();
            flow.passOwed(mark.last(), packetId != 0);
        } else if (flow.mayPass(mark.last())) {
            flow.hear();
            if (!open || flow.isUnknown() || flow.owes() || mark.first() != flow.passed() + 1) {
                miss(flow, mark.last());
                updateDue();
                return Passage.DROPPED;
            }
            flow.pass(mark.last(), packetId != 0);
        } else {
            return Passage.DROPPED;
        }
        if (packetId == 0) {
            flow.settleSize(mark.last(), tooLarge);
        } else {
            inFlight.add(packetId, flow, mark.last(), tooLarge);
        }
        note(flow);
        return passage(true, tooLarge);
    }

    /** An entry arrives after its expiry: it is not sent to the device. */
    public synchronized void expired(ByteBuffer payload) {
        if (!mark.read(payload)) {
            return;
        }
        offered++;
        Flow flow = flow(mark.conversation());
        if (flow != null && mark.first() == mark.last()) {
            flow.disown(mark.last());
            flow.settle(mark.last());
            note(flow);
        }
    }

    private static Passage passage(boolean passes, int tooLarge) {
        return !passes ? Passage.DROPPED : tooLarge == 0 ? Passage.PASSES : Passage.REPLACED;
    }

    /**
     * Promises to deliver a refusal that is about to be published: the device's publication is acknowledged, so the device must
     * not miss the refusal.
     *
     * @return false if too many refusals for the broker's queue have not gone out yet: then no publication may be acknowledged
     */
    public synchronized boolean promise(byte[] refusal) {
        return refusals.add(refusal, offered);
    }

    /** The device has sent an UNSUBSCRIBE for its own topic, and receives no refusals. */
    public synchronized void giveUpRefusals() {
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

    /** Returns whether {@link #next} would do something. Read for every packet, so without the lock. */
    public boolean isDue() {
        return due;
    }

    /**
     * Returns the next errand, or null if there is none or one is running. The caller ends the errand with {@link #brought},
     * {@link #supplied}, {@link #told} or {@link #failed}.
     */
    public synchronized @Nullable Errand next() {
        Errand errand = open ? line.next() : null;
        updateDue();
        return errand;
    }

    /** Ends a fetch. Called before the entries are published. */
    public synchronized void brought(Errand.Fetch errand, Brought brought) {
        Flow flow = flows.get(errand.conversation());
        if (flow == null || !line.isAt(errand)) {
            line.skip();
        } else {
            bring(flow, errand, brought);
        }
        updateDue();
    }

    private void bring(Flow flow, Errand.Fetch errand, Brought brought) {
        flow.skipTo(brought.after(), brought.gapTo());
        if (!brought.leadsOnFrom(errand.after())) {
            // Otherwise the gate would ask again and again.
            line.skip();
            return;
        }
        for (long seq = flow.passed() + 1; seq <= brought.upTo(); seq++) {
            if (!brought.entries().contains(seq)) {
                flow.settle(seq);
            }
        }
        flow.expect(brought.upTo());
        line.brought(brought.upTo());
        note(flow);
    }

    /**
     * Ends a supply. Called before the entries are published.
     *
     * @param upTo requested entries up to this one that are not in {@code entries} are not for the device
     */
    public synchronized void supplied(Errand.Supply errand, long upTo, Set<Long> entries) {
        Flow flow = flows.get(errand.conversation());
        if (flow == null || !line.isAt(errand) || upTo < errand.entries().getFirst()) {
            line.skip();
        } else {
            for (long seq : errand.entries()) {
                if (seq <= upTo && !entries.contains(seq)) {
                    flow.disown(seq);
                }
            }
            line.supplied(upTo);
            note(flow);
        }
        updateDue();
    }

    /** Ends a gap notice. Called before it is published. */
    public synchronized void told(Errand.Tell errand) {
        if (line.isAt(errand)) {
            line.brought(errand.to());
        } else {
            line.skip();
        }
        updateDue();
    }

    /** The errand failed; a later {@link #tick} tries again. */
    public synchronized void failed() {
        line.fail();
        updateDue();
    }

    /**
     * The device has sent an UNSUBSCRIBE for this conversation's topic: nothing is fetched until one of its entries arrives.
     */
    public synchronized void giveUp(Id conversation) {
        Flow flow = flow(conversation.value());
        if (flow != null) {
            flow.giveUp();
            line.remove(flow);
            updateDue();
        }
    }

    /**
     * Finds entries that were handed out and did not arrive, because the broker's queue was full or they expired in it. It
     * looks at conversations in which nothing has changed since the last call. Called from time to time.
     */
    public synchronized void tick() {
        line.tryFailedAgain();
        boolean drained = inFlight.isEmpty();
        for (Flow flow : flows.values()) {
            if (flow.lacks(offered, drained, QUEUE)) {
                line.lose(flow);
            }
        }
        updateDue();
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
        updateDue();
    }

    private @Nullable Flow flow(long conversation) {
        if (lastUsed == null || !lastUsed.is(conversation)) {
            lastUsed = flows.get(new Id(conversation));
        }
        return lastUsed;
    }

    private void miss(Flow flow, long seq) {
        flow.miss(seq);
        line.add(flow);
    }

    private void look(Flow flow) {
        if (flow.isBehind()) {
            line.add(flow);
        }
        note(flow);
    }

    private void note(Flow flow) {
        if (flow.hasUnstored()) {
            unstored.add(flow);
        }
        updateDue();
    }

    private void updateDue() {
        due = open && line.mayGoOn();
    }
}
