package io.waggle.im.schedule;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code waggle.schedule}.
 *
 * @param perUser how many scheduled messages a user may have; those that could not be sent count until they are cancelled
 */
@ConfigurationProperties("waggle.schedule")
record ScheduleProperties(@DefaultValue("100") int perUser) {

    ScheduleProperties {
        if (perUser < 1) {
            throw new IllegalArgumentException("waggle.schedule.per-user must be 1 or more");
        }
    }
}
