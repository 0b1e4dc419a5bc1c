package io.waggle.system.history;

import java.util.List;

/**
 * At the end, each connected device has all entries of its user's conversations that the user could see, from the creation of
 * the device up to the head.
 */
final class Completeness implements Rule {

    @Override
    public String name() {
        return "completeness";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        for (DeviceLog deviceLog : run.devices()) {
            if (deviceLog.isConnected()) {
                check(run, visibility, deviceLog, findings);
            }
        }
    }

    private static void check(Run run, Visibility visibility, DeviceLog deviceLog, Findings findings) {
        OutstandingEntries outstanding = new OutstandingEntries(run, visibility, deviceLog);
        for (Event event : deviceLog.events()) {
            if (event instanceof Event.Acknowledged acked) {
                outstanding.acknowledge(acked.conversation(), acked.from(), acked.to());
            } else if (event instanceof Event.Received received && deviceLog.batch()) {
                outstanding.acknowledge(received.conversation(), received.seq(), received.seq());
            }
        }
        for (Store.Member member : run.store().members()) {
            if (member.user().equals(deviceLog.user())) {
                findings.count();
                long head = run.store().entries(member.conversation()).size();
                List<Long> missing = outstanding.upTo(member.conversation(), head, run.end());
                if (!missing.isEmpty()) {
                    findings.add(
                            deviceLog,
                            0,
                            member.conversation(),
                            missing.getFirst(),
                            "never received " + Numbers.of(missing));
                }
            }
        }
    }
}
