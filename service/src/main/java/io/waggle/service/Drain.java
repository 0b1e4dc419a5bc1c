package io.waggle.service;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;

import java.time.Duration;

/**
 * The time between saying that no more requests are wanted ({@code /readyz} is 503) and taking no more: a balancer asks only now
 * and then.
 */
public record Drain(Duration pause) {

    /** In the environment: how many seconds, none unless it is set. */
    public static final String SETTING = "WAGGLE_DRAIN_SECONDS";

    private static final int SECONDS_MAX = 600;

    /** @throws IllegalArgumentException with what would be right, if it is no such number */
    public static Drain parse(String seconds) {
        if (!seconds.matches("[0-9]{0,3}") || (!seconds.isEmpty() && Integer.parseInt(seconds) > SECONDS_MAX)) {
            throw new IllegalArgumentException(
                    SETTING + " is \"" + seconds + "\"; give a number of seconds from 0 to " + SECONDS_MAX);
        }
        return new Drain(Duration.ofSeconds(seconds.isEmpty() ? 0 : Integer.parseInt(seconds)));
    }

    /** Returns when the service may be stopped. */
    public void begin(ApplicationContext service) {
        AvailabilityChangeEvent.publish(service, ReadinessState.REFUSING_TRAFFIC);
        try {
            Thread.sleep(pause);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }
}
