package io.waggle.system.history;

import io.waggle.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A message that was acknowledged to its sender is stored under the reported number; a message that was refused permanently is
 * not stored.
 */
final class Acknowledgements implements Rule {

    private record Key(String sender, String id) {}

    @Override
    public String name() {
        return "acknowledgements";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        Map<Key, Store.Entry> stored = new HashMap<>();
        run.store().entries().values().stream()
                .flatMap(List::stream)
                .forEach(entry -> stored.put(new Key(entry.sender(), entry.id()), entry));
        for (DeviceLog deviceLog : run.devices()) {
            check(run, deviceLog, stored, findings);
        }
    }

    private static void check(Run run, DeviceLog deviceLog, Map<Key, Store.Entry> stored, Findings findings) {
        Map<String, String> topics = new HashMap<>();
        Set<String> sentAgain = new HashSet<>();
        Set<String> refused = new HashSet<>();
        for (Event event : deviceLog.events()) {
            if (event instanceof Event.Sending sending && topics.put(sending.id(), sending.topic()) != null) {
                sentAgain.add(sending.id());
            } else if (event instanceof Event.Refused refusal) {
                refused.add(refusal.id());
                // An earlier one of several attempts may have been stored.
                if (!sentAgain.contains(refusal.id()) && isFinal(refusal)) {
                    checkAbsent(deviceLog, stored.get(new Key(deviceLog.user(), refusal.id())), refusal, findings);
                }
            }
        }
        // The time at which the newest of the later messages on the same connection was stored.
        long newestStored = 0;
        for (Event event : deviceLog.events().reversed()) {
            switch (event) {
                case Event.Ended ended -> newestStored = 0;
                case Event.Received received -> newestStored = Math.max(newestStored, storedAt(run, received));
                case Event.Sent sent
                when sent.seq() != 0 || !refused.contains(sent.id()) ->
                    checkPresent(
                            deviceLog,
                            sent,
                            newestStored,
                            topics.getOrDefault(sent.id(), ""),
                            stored.get(new Key(deviceLog.user(), sent.id())),
                            findings);
                default -> {}
            }
        }
    }

    private static long storedAt(Run run, Event.Received received) {
        Store.Entry entry = run.store().entry(received.conversation(), received.seq());
        return entry == null ? 0 : entry.at();
    }

    private static boolean isFinal(Event.Refused refusal) {
        ErrorCode code = ErrorCode.ofWireName(refusal.code());
        return code != null && !code.retryable();
    }

    /**
     * Checks that the message is stored. MQTT 3.1.1 also acknowledges refused messages and sends the refusal afterwards,
     * before anything that is stored later.
     *
     * @param newestStored when the newest of the later messages on the same connection was stored
     */
    private static void checkPresent(
            DeviceLog deviceLog,
            Event.Sent sent,
            long newestStored,
            String topic,
            Store.@Nullable Entry entry,
            Findings findings) {
        if (entry == null && sent.seq() == 0 && newestStored <= sent.at()) {
            // It may have been refused, and the connection ended before the refusal arrived.
            return;
        }
        findings.count();
        if (entry == null) {
            findings.add(deviceLog, 0, "", sent.seq(), "acknowledged but not stored, id " + sent.id());
        } else if (sent.seq() != 0 && sent.seq() != entry.seq()) {
            findings.add(
                    deviceLog,
                    0,
                    entry.conversation(),
                    entry.seq(),
                    "acknowledged as " + sent.seq() + ", id " + sent.id());
        } else if (topic.startsWith("to/g/") && !topic.endsWith(entry.conversation())) {
            findings.add(
                    deviceLog,
                    0,
                    entry.conversation(),
                    entry.seq(),
                    "stored in another conversation than it was sent to: " + topic);
        }
    }

    private static void checkAbsent(
            DeviceLog deviceLog, Store.@Nullable Entry entry, Event.Refused refusal, Findings findings) {
        findings.count();
        if (entry != null) {
            findings.add(
                    deviceLog, 0, entry.conversation(), entry.seq(), "refused (" + refusal.code() + ") but stored");
        }
    }
}
