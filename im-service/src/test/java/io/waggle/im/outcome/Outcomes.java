package io.waggle.im.outcome;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The rows of the table that are tested, each with its test. */
final class Outcomes {

    private final Map<OutcomeRow, Consumer<OutcomeScene>> tests = new LinkedHashMap<>();

    /** Adds a row with the words of the page. */
    Outcomes add(String done, String message, String outcome, Consumer<OutcomeScene> test) {
        OutcomeRow row = new OutcomeRow(done, message, outcome);
        if (tests.put(row, test) != null) {
            throw new IllegalArgumentException("added twice: " + row);
        }
        return this;
    }

    Map<OutcomeRow, Consumer<OutcomeScene>> tests() {
        return tests;
    }
}
