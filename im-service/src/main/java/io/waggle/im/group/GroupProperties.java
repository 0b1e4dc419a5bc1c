package io.waggle.im.group;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code waggle.groups}.
 *
 * @param maxMembers the most members of one group, including its owner
 * @param maxPerUser the most groups that one user may be in
 * @param strangers whether anyone may add a user to a group, or only the user's friends; by default the value of
 *     {@code waggle.messaging.strangers}
 */
@ConfigurationProperties("waggle.groups")
record GroupProperties(
        @DefaultValue("10000") int maxMembers,
        @DefaultValue("1000") int maxPerUser,
        @DefaultValue("deny") Strangers strangers) {

    GroupProperties {
        if (maxMembers < 1) {
            throw new IllegalArgumentException("waggle.groups.max-members must be positive");
        }
        if (maxPerUser < 1) {
            throw new IllegalArgumentException("waggle.groups.max-per-user must be positive");
        }
    }

    enum Strangers {
        DENY,
        ALLOW
    }
}
