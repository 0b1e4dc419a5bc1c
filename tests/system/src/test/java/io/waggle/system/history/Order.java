package io.waggle.system.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * On each connection, each entry of a conversation arrives once, in ascending order and without gaps, starting after the last
 * entry that the device had acknowledged; a gap is allowed only with a gap notice. A device does not receive entries that its
 * user may not see, that are not stored, or that the device sent itself, except entries it sent on an earlier connection that
 * ended before the acknowledgement arrived.
 */
final class Order implements Rule {

    @Override
    public String name() {
        return "order";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        for (DeviceLog deviceLog : run.devices()) {
            new Reader(run, visibility, deviceLog, findings).read();
        }
    }

    private static final class Reader {

        private final Run run;
        private final Visibility visibility;
        private final DeviceLog deviceLog;
        private final Findings findings;
        private final OutstandingEntries outstanding;

        /** The connection on which each message was first sent, until the message is acknowledged. */
        private final Map<String, Integer> unanswered = new HashMap<>();

        // State of one connection.
        private int connection;
        private EntrySet here = new EntrySet();

        Reader(Run run, Visibility visibility, DeviceLog deviceLog, Findings findings) {
            this.run = run;
            this.visibility = visibility;
            this.deviceLog = deviceLog;
            this.findings = findings;
            this.outstanding = new OutstandingEntries(run, visibility, deviceLog);
        }

        void read() {
            for (Event event : deviceLog.events()) {
                switch (event) {
                    case Event.Connected connected -> {
                        connection++;
                        here = new EntrySet();
                    }
                    case Event.Sending sending -> unanswered.putIfAbsent(sending.id(), connection);
                    case Event.Sent sent -> unanswered.remove(sent.id());
                    case Event.Received received -> receive(received);
                    case Event.Gap gap -> receive(gap);
                    case Event.Acknowledged acked ->
                        outstanding.acknowledge(acked.conversation(), acked.from(), acked.to());
                    default -> {}
                }
            }
        }

        private void receive(Event.Received received) {
            findings.count();
            String conversation = received.conversation();
            long seq = received.seq();
            checkOrder(conversation, seq, seq);
            Store.Entry entry = run.store().entry(conversation, seq);
            if (entry == null) {
                add(conversation, seq, "received but not stored");
                return;
            }
            if (!visibility.maySee(deviceLog.user(), entry, run.limits().leaveMillis())) {
                add(conversation, seq, "received by a user who may not see it");
            }
            if (!deviceLog.batch() && entry.device().equals(deviceLog.device()) && !wasUnansweredBefore(entry)) {
                add(conversation, seq, "sent back to its sender's device");
            }
            checkHoles(conversation, seq, received.at());
            here.add(conversation, seq, seq);
            if (deviceLog.batch()) {
                // It keeps the entries that it has taken.
                outstanding.acknowledge(conversation, seq, seq);
            }
        }

        private boolean wasUnansweredBefore(Store.Entry entry) {
            return unanswered.getOrDefault(entry.id(), connection) < connection;
        }

        private void receive(Event.Gap gap) {
            findings.count();
            checkOrder(gap.conversation(), gap.from(), gap.to());
            checkHoles(gap.conversation(), gap.from(), gap.at());
            here.add(gap.conversation(), gap.from(), gap.to());
        }

        private void checkOrder(String conversation, long from, long to) {
            if (here.has(conversation, to)) {
                add(conversation, to, "received twice on one connection");
            } else if (from <= here.last(conversation)) {
                add(conversation, from, "received after " + here.last(conversation));
            }
        }

        private void checkHoles(String conversation, long next, long at) {
            List<Long> missing = outstanding.upTo(conversation, next - 1, at, seq -> here.has(conversation, seq));
            if (!missing.isEmpty()) {
                add(conversation, next, "received with a hole before it: " + Numbers.of(missing));
            }
        }

        private void add(String conversation, long seq, String what) {
            findings.add(deviceLog, connection, conversation, seq, what);
        }
    }
}
