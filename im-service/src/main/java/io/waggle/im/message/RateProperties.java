package io.waggle.im.message;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code waggle.messages.rate}: how often a user may write into one conversation, on all their devices together.
 *
 * @param perSecond the messages per second in the long run; 0: no limit
 * @param burst the messages at once, after a pause
 */
@ConfigurationProperties("waggle.messages.rate")
record RateProperties(
        @DefaultValue("50") int perSecond,
        @DefaultValue("500") int burst) {

    RateProperties {
        if (perSecond < 0 || burst < 1) {
            throw new IllegalArgumentException(
                    "waggle.messages.rate.per-second must be 0 (no limit) or more, and waggle.messages.rate.burst 1 or more");
        }
    }
}
