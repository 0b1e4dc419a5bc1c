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
        for (DeviceLog log : run.devices()) {
            if (log.isConnected()) {
                check(run, visibility, log, findings);
            }
        }
    }

    private static void check(Run run, Visibility visibility, DeviceLog log, Findings findings) {
        Debts debts = new Debts(run, visibility, log);
        for (Event event : log.events()) {
            if (event instanceof Event.Acknowledged acked) {
                debts.acknowledge(acked.conversation(), acked.from(), acked.to());
            } else if (event instanceof Event.Received received && log.batch()) {
                debts.acknowledge(received.conversation(), received.seq(), received.seq());
            }
        }
        for (Store.Member member : run.store().members()) {
            if (member.user().equals(log.user())) {
                findings.count();
                long head = run.store().entries(member.conversation()).size();
                List<Long> missing = debts.upTo(member.conversation(), head, run.end());
                if (!missing.isEmpty()) {
                    findings.add(log, 0, member.conversation(), missing.getFirst(), "never got " + Shown.of(missing));
                }
            }
        }
    }
}
