package io.waggle.broker.connection;

import io.waggle.protocol.EntryMark;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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

    private final Id did;
    private final EntryMark mark = new EntryMark();
    private final Map<Id, Flow> flows = new HashMap<>(4);
    private final InFlight inFlight = new InFlight();
    private final CatchUpLine line = new CatchUpLine();
    private final Set<Flow> unstored = new LinkedHashSet<>(4);
    private @Nullable Flow lastUsed;

    private boolean open;
    /** It was open at some time. */
    private boolean opened;
    /** Something has moved since the last tick, or the tick before it. */
    private boolean moved;

    private boolean movedBefore;
    private volatile boolean due;

    Gate(Id did) {
        this.did = did;
    }

    /** Entries of the conversation are handed out from this one on; the device has what is before it. */
    public synchronized void begin(Id conversation, long first, @Nullable Tip tip) {
        Flow flow = flows.computeIfAbsent(conversation, id -> new Flow(id, tip != null, first - 1));
        flow.resume(first);
        if (tip != null) {
            flow.follow(tip);
        }
    }

    /** The same, but whether the device has what is before it is to be asked, and whether it has this one. */
    public synchronized void beginUnknown(Id conversation, long seq, @Nullable Tip tip) {
        if (!flows.containsKey(conversation)) {
            begin(conversation, 1, tip);
            miss(flow(conversation.value()), seq);
            updateDue();
        }
    }

    /** An entry is handed out, and should come by. */
    public synchronized void expect(Id conversation, long seq) {
        Flow flow = flow(conversation.value());
        if (flow != null) {
            flow.expect(seq);
            moved = true;
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

    /** The user does not see the conversation: nothing more of it passes. */
    public synchronized void forget(Id conversation) {
        Flow flow = flows.remove(conversation);
        lastUsed = null;
        if (flow != null) {
            line.remove(flow);
            unstored.remove(flow);
            updateDue();
        }
    }

    /**
     * The service has told where the device is behind; elsewhere it has everything. From now on entries pass. Told again, since
     * something may have been lost, it counts only where it lets see that something was.
     */
    public synchronized void open(Collection<Behind> behinds) {
        for (Behind behind : behinds) {
            boolean isNew = !flows.containsKey(behind.conversation());
            Flow flow =
                    flows.computeIfAbsent(behind.conversation(), id -> new Flow(id, behind.group(), behind.after()));
            if (isNew || !open) {
                flow.startOver(behind.after(), behind.gapTo());
            }
            miss(flow, behind.head());
        }
        open = true;
        opened = true;
        for (Flow flow : flows.values()) {
            if (flow.isBehind()) {
                line.add(flow);
            }
        }
        updateDue();
    }

    public synchronized boolean isOpen() {
        return open;
    }

    /**
     * Whether a packet may go out to the device.
     *
     * @param packetId 0 if no acknowledgement will come
     * @param fits whether the device takes packets of this size; an entry that is too large counts as sent
     */
    public synchronized boolean pass(ByteBuffer payload, int packetId, boolean fits) {
        if (!mark.read(payload)) {
            return true;
        }
        Flow flow = flow(mark.conversation());
        if (flow == null || !flow.mayPass(mark.last())) {
            return false;
        }
        moved = true;
        if (!open || mark.first() != flow.passed() + 1) {
            miss(flow, mark.last());
            updateDue();
            return false;
        }
        boolean awaitsAck = packetId != 0 && fits;
        if (awaitsAck) {
            inFlight.add(packetId, flow, mark.last());
        }
        flow.pass(mark.last(), awaitsAck);
        note(flow);
        return fits;
    }

    /** The device has acknowledged a packet. */
    public synchronized void acknowledge(int packetId) {
        moved = true;
        inFlight.acknowledge(packetId, this::note);
    }

    /** Whether {@link #next} would do something. Read for every packet, so without the lock. */
    public boolean isDue() {
        return due;
    }

    /**
     * Returns what to do now, or null if there is nothing, or something is being done. Who does it ends it with {@link
     * #brought}, {@link #told} or {@link #failed}.
     */
    public synchronized @Nullable Errand next() {
        Errand errand = open ? line.next() : null;
        updateDue();
        return errand;
    }

    /**
     * Called before the entries are published.
     *
     * @param after the device is not to be sent what is up to here
     * @param upTo what is between and not among the entries is not for the device either
     */
    public synchronized void brought(Errand.Fetch errand, long after, long upTo, Set<Long> entries) {
        if (!line.isAt(errand)) {
            line.failed();
        } else {
            Flow flow = flows.get(errand.conversation());
            bring(flow, errand, after, upTo, entries);
        }
        updateDue();
    }

    private void bring(@Nullable Flow flow, Errand.Fetch errand, long after, long upTo, Set<Long> entries) {
        if (flow == null || (entries.isEmpty() && Math.max(after, upTo) <= errand.after())) {
            // The service has nothing there: not to be asked again and again.
            line.failed();
            return;
        }
        flow.skipTo(after);
        for (long seq = flow.passed() + 1; seq <= upTo; seq++) {
            if (!entries.contains(seq)) {
                flow.settle(seq);
            }
        }
        flow.expect(upTo);
        line.brought(upTo);
        note(flow);
    }

    /** Called before the gap notice is published. */
    public synchronized void told(Errand.Tell errand) {
        if (line.isAt(errand)) {
            line.brought(errand.to());
        } else {
            line.failed();
        }
        updateDue();
    }

    /** It could not be done; a later {@link #tick} tries again. */
    public synchronized void failed() {
        line.failed();
        moved = true;
        updateDue();
    }

    /** The device has unsubscribed from this conversation by hand: nothing is fetched until something of it comes by. */
    public synchronized void giveUp(Id conversation) {
        Flow flow = flows.get(conversation);
        if (flow != null) {
            line.remove(flow);
            updateDue();
        }
    }

    /**
     * Called now and then. A connection that has come to rest may lack something that was handed out and has not come by, since
     * the broker's queue was full.
     */
    public synchronized void tick() {
        boolean rests = open && !moved && inFlight.isEmpty();
        if (rests && movedBefore) {
            flows.values().stream().filter(Flow::missesWhatIsLeft).forEach(line::add);
        }
        if (rests) {
            line.rest();
        }
        movedBefore = moved || (movedBefore && !rests);
        moved = false;
        updateDue();
    }

    /**
     * Takes what the device has acknowledged since the last time. As long as the service has not told where the device is behind,
     * that is nothing: the device may lack what was there before the first entry that was handed out to it.
     */
    public synchronized List<Cursor> takeCursors() {
        if (!opened || unstored.isEmpty()) {
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
        open = false;
        updateDue();
    }

    private @Nullable Flow flow(long conversation) {
        if (lastUsed == null || !lastUsed.is(conversation)) {
            lastUsed = flows.get(new Id(conversation));
        }
        return lastUsed;
    }

    private void miss(@Nullable Flow flow, long seq) {
        if (flow != null) {
            flow.miss(seq);
            line.add(flow);
        }
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
