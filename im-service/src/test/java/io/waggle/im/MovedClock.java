package io.waggle.im;

import io.waggle.parts.SettableClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

import java.util.Map;

/** Gives a service of its own the clock that its test moves. Not annotated, or it would be everyone's. */
public class MovedClock {

    public static Map<String, Object> properties() {
        return Map.of("spring.main.sources", MovedClock.class.getName());
    }

    @Bean
    @Primary
    public SettableClock settableClock() {
        return new SettableClock();
    }
}
