package io.waggle.system.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * The entries that a device must get and has not acknowledged. Excluded are entries from before the device was created, the
 * device's own messages, entries that its user does not see or did not see before leaving, and expired ones.
 */
final class OutstandingEntries {

    /**
     * The broker drops a queued packet when its expiry interval ends. MQTT counts it in whole seconds, rounded down, so that may
     * be this much too early.
     */
    private static final long EXPIRY_STEP_MILLIS = 1_000;

    private final Run run;
    private final Visibility visibility;
    private final DeviceLog deviceLog;
    private final long since;
    private final EntrySet acknowledged = new EntrySet();

    /** The entry up to which nothing is owed any more, by conversation, so that it is not checked again. */
    private final Map<String, Long> settled = new HashMap<>();

    OutstandingEntries(Run run, Visibility visibility, DeviceLog deviceLog) {
        this.run = run;
        this.visibility = visibility;
        this.deviceLog = deviceLog;
        this.since = run.store().devices().getOrDefault(deviceLog.device(), 0L);
    }

    void acknowledge(String conversation, long from, long to) {
        acknowledged.add(conversation, from, to);
    }

    boolean isAcknowledged(String conversation, long seq) {
        return acknowledged.has(conversation, seq);
    }

    /** Returns the entries up to a number that were still owed at a time. */
    List<Long> upTo(String conversation, long last, long at) {
        return upTo(conversation, last, at, seq -> false);
    }

    /** Does the same, without the entries that the device has otherwise. */
    List<Long> upTo(String conversation, long last, long at, LongPredicate otherwise) {
        List<Store.Entry> entries = run.store().entries(conversation);
        List<Long> owed = new ArrayList<>();
        long from = settled.getOrDefault(conversation, 0L);
        boolean allSettled = true;
        for (long seq = from + 1; seq <= Math.min(last, entries.size()); seq++) {
            boolean isOwed = !isAcknowledged(conversation, seq) && isDue(entries.get((int) seq - 1), last, at);
            allSettled = allSettled && !isOwed;
            if (allSettled) {
                settled.put(conversation, seq);
            } else if (isOwed && !otherwise.test(seq)) {
                owed.add(seq);
            }
        }
        return owed;
    }

    private boolean isDue(Store.Entry entry, long last, long at) {
        return entry.at() > since
                && !entry.device().equals(deviceLog.device())
                && visibility.mustSee(deviceLog.user(), entry, at)
                && !visibility.wentOut(deviceLog.user(), entry.conversation(), entry.seq(), last)
                && !entry.isExpired(at + EXPIRY_STEP_MILLIS);
    }
}
