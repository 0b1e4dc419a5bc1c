package io.waggle.system.history;

import java.util.ArrayList;
import java.util.List;

/** The violations of one rule, and the number of checked cases: a rule that checked no case has proved nothing. */
final class Findings {

    private final String rule;
    private final List<Violation> violations = new ArrayList<>();
    private long checked;

    Findings(String rule) {
        this.rule = rule;
    }

    /** Counts one checked case. */
    void count() {
        checked++;
    }

    void add(DeviceLog deviceLog, int connection, String conversation, long seq, String what) {
        violations.add(new Violation(rule, deviceLog.device(), connection, conversation, seq, what));
    }

    void add(String conversation, long seq, String what) {
        violations.add(Violation.stored(rule, conversation, seq, what));
    }

    String rule() {
        return rule;
    }

    List<Violation> violations() {
        return violations;
    }

    long checked() {
        return checked;
    }
}
