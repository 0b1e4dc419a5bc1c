package io.waggle.im.group;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code waggle.groups}.
 *
 * @param maxMembers of one group, its owner included
 * @param maxPerUser groups that one user is in
 * @param strangers whether everyone can be put into a group by anyone, or by friends alone; what
 *     {@code waggle.messaging.strangers} says unless it is set
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
