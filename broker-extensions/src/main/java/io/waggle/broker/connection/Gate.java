package io.waggle.broker.connection;

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
 * Lets each entry of each conversation through to one device once and in order, and keeps how far the device has come.
 *
 * <p>An entry passes if it follows the last that has passed. One that has passed before is dropped; so is one behind a hole,
 * and what is missing is fetched, as {@link #next} says. Until the service has told where the device is behind, nothing
 * passes.
 *
 * <p>Safe on any thread: packets come on the broker's extension threads, answers on the fabric's. It calls nobody.
 */
public final class Gate {

    /** Of an answer that is not the last word. */
    public static final long NEVER = -1;

    /** What the broker keeps for a device at most. */
    private static final int QUEUE = 1_000;

    private final Id did;
    private final EntryMark mark = new EntryMark();
    private final Map<Id, Flow> flows = new HashMap<>(4);
    private final InFlight inFlight = new InFlight();
    private final CatchUpLine line = new CatchUpLine();
    private final UnsentRefusals refusals = new UnsentRefusals(QUEUE);
    /** Packet ids of what is no entry and is not acknowledged yet. */
    private final Set<Integer> others = new HashSet<>(0);

    private final Set<Flow> unstored = new LinkedHashSet<>(4);
    private @Nullable Flow lastUsed;

    private boolean open;
    private boolean closed;
    /** How often something may have been lost on the way to this node. */
    private long losses;
    /** How many losses there had been when the service was asked that has answered last. */
    private long lossesWhenAsked = NEVER;
    /** When the service told where the device is behind. */
    private long asOf;
    /** Entries that the broker has brought here. */
    private long offered;

    private volatile boolean due;

    Gate(Id did) {
        this.did = did;
    }

    // What is handed out
    // ------------------------------------------------------------------------------------------------------------------

    /**
     * Entries of the conversation are handed out from this one on, and the device has what is before it; unless something may have
     * been lost, or the service has not told yet: then it is asked.
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
     * The same with an entry that is announced, and that the device may have had before this connection: then it is asked.
     *
     * @param replayed whether it may have been announced before
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

    /** The same, but whether the device has what is before it is to be asked, and whether it has this one. */
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

    /** An entry is handed out, and should come by. */
    public synchronized void expect(Id conversation, long seq) {
        Flow flow = flow(conversation.value());
        if (flow != null) {
            flow.expect(seq);
        }
    }

    /** An entry that this very device has sent; it is not sent it again. */
    public synchronized void own(Id conversation, long seq) {
        Flow flow = flow(conversation.value());
        if (flow != null) {
            flow.settle(seq);
            note(flow);
        }
    }

    /** The user has left the conversation: what was handed out before still passes, and nothing after. */
    public synchronized void end(Id conversation) {
        Flow flow = flow(conversation.value());
        if (flow != null) {
            flow.end();
        }
    }

    /** The user does not see the conversation: nothing more of it passes before the service has been asked again. */
    public synchronized void forget(Id conversation) {
        Flow flow = flow(conversation.value());
        if (flow != null) {
            line.remove(flow);
            unstored.remove(flow);
            flow.startUnknown();
            updateDue();
        }
    }

    // What the service says
    // ---------------------------------------------------------------------------------------------------------------

    /** Something may have been lost on the way to this node. */
    public synchronized void doubt() {
        losses++;
    }

    /** How often that was; who asks the service now says it with the answer. */
    public synchronized long losses() {
        return losses;
    }

    /** Whether the service has told where the device is behind, asked after all that may have been lost. */
    public synchronized boolean isCertain() {
        return open && lossesWhenAsked == losses;
    }

    /**
     * The service has told where the device is behind; elsewhere it has everything that there was then. From now on entries
     * pass. What began to come before is asked for: the device may have it already, or the user has left meanwhile.
     *
     * @param afterLosses how many there had been when it was asked; {@link #NEVER} if it has more to tell
     * @param committedUntil what was committed by then, in milliseconds since 1970, it has looked at
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

    // What passes
    // -------------------------------------------------------------------------------------------------------------------------

    /**
     * Whether a packet may go out to the device.
     *
     * @param packetId 0 if no acknowledgement will come
     * @param tooLarge 0 if the device takes a packet of this size, else that size; what is told in place of an entry passes in
     *     its turn, and is acknowledged, like the entry
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

    /** An entry comes whose time is over: the device is not sent it. */
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
     * A refusal is about to be published to the device, which it must not miss: what it has sent is acknowledged all the same.
     *
     * @return false if as many as the broker keeps for a device have not gone out yet: then none may be acknowledged
     */
    public synchronized boolean promise(byte[] refusal) {
        return refusals.add(refusal, offered);
    }

    /** The device has unsubscribed from its own topic by hand, and hears of no refusals. */
    public synchronized void giveUpRefusals() {
        refusals.clear();
    }

    /** Takes the refusals that are to be published again, the broker's queue having been full. Called as often as {@link #tick}. */
    public synchronized List<byte[]> takeLostRefusals() {
        return refusals.takeLost(offered, inFlight.isEmpty() && others.isEmpty());
    }

    /** The device has acknowledged a packet. */
    public synchronized void acknowledge(int packetId) {
        if (!others.remove(packetId)) {
            inFlight.acknowledge(packetId, this::note);
        }
    }

    // What is missing
    // ---------------------------------------------------------------------------------------------------------------------

    /** Whether {@link #next} would do something. Read for every packet, so without the lock. */
    public boolean isDue() {
        return due;
    }

    /**
     * Returns what to do now, or null if there is nothing, or something is being done. Who does it ends it with {@link
     * #brought}, {@link #supplied}, {@link #told} or {@link #failed}.
     */
    public synchronized @Nullable Errand next() {
        Errand errand = open ? line.next() : null;
        updateDue();
        return errand;
    }

    /** Called before the entries are published. */
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
            // Not to be asked again and again.
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
     * Called before the entries are published.
     *
     * @param upTo what was asked for up to here and is not among the entries is not for the device
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

    /** Called before the gap notice is published. */
    public synchronized void told(Errand.Tell errand) {
        if (line.isAt(errand)) {
            line.brought(errand.to());
        } else {
            line.skip();
        }
        updateDue();
    }

    /** It could not be done; a later {@link #tick} tries again. */
    public synchronized void failed() {
        line.fail();
        updateDue();
    }

    /** The device has unsubscribed from this conversation by hand: nothing is fetched until something of it comes by. */
    public synchronized void giveUp(Id conversation) {
        Flow flow = flow(conversation.value());
        if (flow != null) {
            flow.giveUp();
            line.remove(flow);
            updateDue();
        }
    }

    /**
     * Called now and then. A conversation that has come to rest may lack something that was handed out and has not come by, since
     * the broker's queue was full, or it has expired there.
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

    /** Takes what the device has acknowledged since the last time. */
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
