package io.waggle.im.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * The settings {@code waggle.messages} that users are told with their profile, so that clients offer only what is possible.
 *
 * @param recallWithin how long after sending a sender may recall their message; zero: not at all. Admins of a group may always
 * @param editWithin how long after sending a sender may edit their message; zero: not at all
 */
@ConfigurationProperties("waggle.messages")
public record MessageLimits(
        @DefaultValue("2m") Duration recallWithin,
        @DefaultValue("15m") Duration editWithin) {

    public MessageLimits {
        if (recallWithin.isNegative() || editWithin.isNegative()) {
            throw new IllegalArgumentException(
                    "waggle.messages.recall-within and waggle.messages.edit-within must not be negative");
        }
    }
}
