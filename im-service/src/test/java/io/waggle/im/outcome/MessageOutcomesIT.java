package io.waggle.im.outcome;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Every row of the table in {@code docs/messages.md} holds. */
class MessageOutcomesIT {

    private static final List<OutcomeRow> ROWS = OutcomeRow.onPage();

    private final Outcomes outcomes = new Outcomes();

    MessageOutcomesIT() {
        RecallOutcomes.addTo(outcomes);
        EditOutcomes.addTo(outcomes);
        ReplyOutcomes.addTo(outcomes);
        ReactionOutcomes.addTo(outcomes);
        PinOutcomes.addTo(outcomes);
        HidingOutcomes.addTo(outcomes);
        ThreadOutcomes.addTo(outcomes);
        ScheduleOutcomes.addTo(outcomes);
        LimitOutcomes.addTo(outcomes);
        ForwardOutcomes.addTo(outcomes);
        CopyOutcomes.addTo(outcomes);
    }

    @Test
    void rows_ofThePage_areThoseThatAreTested() {
        assertThat(ROWS).hasSizeGreaterThan(40).doesNotHaveDuplicates();
        assertThat(outcomes.tests().keySet()).containsExactlyInAnyOrderElementsOf(ROWS);
    }

    @TestFactory
    Stream<DynamicTest> row_isDone_endsAsThePageSays() {
        return outcomes.tests().entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey().toString(), () -> {
                    try (OutcomeScene scene = new OutcomeScene()) {
                        row.getValue().of(scene);
                    }
                }));
    }
}
