package io.waggle.kit;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;

import java.time.Duration;

/**
 * The pause between announcing the stop ({@code /readyz} answers 503) and refusing requests. Load balancers check only from
 * time to time.
 */
public record Drain(Duration pause) {

    /** The environment variable with the number of seconds; there is no pause if it is not set. */
    public static final String SETTING = "WAGGLE_DRAIN_SECONDS";

    private static final int SECONDS_MAX = 600;

    /** @throws IllegalArgumentException with the allowed values, if the text is not such a number */
    public static Drain parse(String seconds) {
        if (!seconds.matches("[0-9]{0,3}") || (!seconds.isEmpty() && Integer.parseInt(seconds) > SECONDS_MAX)) {
            throw new IllegalArgumentException(
                    SETTING + " is \"" + seconds + "\"; give a number of seconds from 0 to " + SECONDS_MAX);
        }
        return new Drain(Duration.ofSeconds(seconds.isEmpty() ? 0 : Integer.parseInt(seconds)));
    }

    /** Announces the stop; returns when the service may be stopped. */
    public void begin(ApplicationContext service) {
        AvailabilityChangeEvent.publish(service, ReadinessState.REFUSING_TRAFFIC);
        try {
            Thread.sleep(pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
