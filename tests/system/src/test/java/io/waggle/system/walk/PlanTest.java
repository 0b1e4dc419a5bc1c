package io.waggle.system.walk;

import io.waggle.system.walk.Step.Kind;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class PlanTest {

    @Test
    void generate_sameSeed_samePlan() {
        assertThat(Plan.generate(7, 90, 20_000)).isEqualTo(Plan.generate(7, 90, 20_000));
        assertThat(Plan.generate(7, 90, 20_000)).isNotEqualTo(Plan.generate(8, 90, 20_000));
    }

    @Test
    void generate_anySeed_everyKindOfStepInTheGivenNumber() {
        List<List<Step>> plan = Plan.generate(7, 90, 20_011);

        assertThat(plan).hasSize(90);
        assertThat(plan.stream().mapToInt(List::size).sum()).isEqualTo(20_011);
        Set<Kind> kinds = plan.stream().flatMap(List::stream).map(Step::kind).collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
    }
}
