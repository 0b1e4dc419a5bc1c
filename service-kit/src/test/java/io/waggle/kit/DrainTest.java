package io.waggle.kit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.support.StaticApplicationContext;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DrainTest {

    @Test
    void parse_seconds_orNone() {
        assertThat(Drain.parse("5").pause()).isEqualTo(Duration.ofSeconds(5));
        assertThat(Drain.parse("").pause()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5s", "-1", "601", "1000000000000", " "})
    void parse_nonsense_refusedWithWhatWouldBeRight(String setting) {
        assertThatThrownBy(() -> Drain.parse(setting))
                .hasMessage("WAGGLE_DRAIN_SECONDS is \"" + setting + "\"; give a number of seconds from 0 to 600");
    }

    @Test
    void begin_service_refusesTraffic() {
        List<Object> states = new ArrayList<>();
        try (StaticApplicationContext service = new StaticApplicationContext()) {
            service.addApplicationListener(event -> {
                if (event instanceof AvailabilityChangeEvent<?> change) {
                    states.add(change.getState());
                }
            });
            service.refresh();

            new Drain(Duration.ZERO).begin(service);
        }
        assertThat(states).containsExactly(ReadinessState.REFUSING_TRAFFIC);
    }
}
