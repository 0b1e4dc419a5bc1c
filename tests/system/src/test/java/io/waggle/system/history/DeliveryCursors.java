package io.waggle.system.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A device's stored cursor never goes back, and is never beyond the device's last acknowledgement, at each observation and at
 * the end.
 */
final class DeliveryCursors implements Rule {

    @Override
    public String name() {
        return "delivery cursors";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        Map<String, List<Event.StoredCursor>> byDevice = run.storedCursors();
        for (Event.StoredCursor last : run.store().cursors()) {
            byDevice.computeIfAbsent(last.device(), did -> new ArrayList<>()).add(last);
        }
        for (DeviceLog deviceLog : run.devices()) {
            List<Event.StoredCursor> cursors = byDevice.getOrDefault(deviceLog.device(), List.of());
            check(new OutstandingEntries(run, visibility, deviceLog), deviceLog, cursors, findings);
        }
    }

    private static void check(
            OutstandingEntries outstanding, DeviceLog deviceLog, List<Event.StoredCursor> cursors, Findings findings) {
        Map<String, Long> before = new HashMap<>();
        int next = 0;
        for (Event.StoredCursor cursor : cursors.stream()
                .sorted(Comparator.comparingLong(Event.StoredCursor::at))
                .toList()) {
            while (next < deviceLog.events().size()
                    && deviceLog.events().get(next).at() <= cursor.at()) {
                if (deviceLog.events().get(next) instanceof Event.Acknowledged acked) {
                    outstanding.acknowledge(acked.conversation(), acked.from(), acked.to());
                }
                next++;
            }
            findings.count();
            String conversation = cursor.conversation();
            List<Long> notYet = outstanding.upTo(conversation, cursor.ackedSeq(), cursor.at());
            if (!notYet.isEmpty()) {
                findings.add(
                        deviceLog,
                        0,
                        conversation,
                        cursor.ackedSeq(),
                        "stored but not acknowledged: " + Numbers.of(notYet));
            }
            if (before.merge(conversation, cursor.ackedSeq(), Math::max) > cursor.ackedSeq()) {
                findings.add(
                        deviceLog, 0, conversation, cursor.ackedSeq(), "went back from " + before.get(conversation));
            }
        }
    }
}
