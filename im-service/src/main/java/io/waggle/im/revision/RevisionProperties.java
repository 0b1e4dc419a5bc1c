package io.waggle.im.revision;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * The settings {@code waggle.messages}.
 *
 * @param recallWithin how long after sending a sender may recall their message; zero: not at all. Admins of a group may always
 * @param editWithin how long after sending a sender may edit their message; zero: not at all
 * @param keepVersions whether the earlier contents of an edited message are kept for those who can read it
 */
@ConfigurationProperties("waggle.messages")
record RevisionProperties(
        @DefaultValue("2m") Duration recallWithin,
        @DefaultValue("15m") Duration editWithin,
        @DefaultValue("true") boolean keepVersions) {

    RevisionProperties {
        if (recallWithin.isNegative() || editWithin.isNegative()) {
            throw new IllegalArgumentException(
                    "waggle.messages.recall-within and waggle.messages.edit-within must not be negative");
        }
    }
}
