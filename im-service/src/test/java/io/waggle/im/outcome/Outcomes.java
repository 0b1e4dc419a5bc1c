package io.waggle.im.outcome;

import java.util.LinkedHashMap;
import java.util.Map;

/** The rows of the table that are tested, each with its test. */
final class Outcomes {

    private final Map<OutcomeRow, Check> tests = new LinkedHashMap<>();

    interface Check {
        void of(OutcomeScene scene) throws Exception;
    }

    /** Adds a row with the words of the page. */
    Outcomes add(String done, String message, String outcome, Check test) {
        OutcomeRow row = new OutcomeRow(done, message, outcome);
        if (tests.put(row, test) != null) {
            throw new IllegalArgumentException("added twice: " + row);
        }
        return this;
    }

    Map<OutcomeRow, Check> tests() {
        return tests;
    }
}
