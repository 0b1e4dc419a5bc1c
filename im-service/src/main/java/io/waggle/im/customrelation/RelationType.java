package io.waggle.im.customrelation;

import io.waggle.im.relation.MessagingRule;

/**
 * A type of relation that a business system may record between two users.
 *
 * @param name what the first user is to the second, such as {@code superior}
 * @param inverse what the second user is to the first, such as {@code subordinate}; the same name if the relation is symmetric
 * @param messaging whether the first user may message the second
 * @param inverseMessaging whether the second user may message the first
 */
public record RelationType(String name, String inverse, MessagingRule messaging, MessagingRule inverseMessaging) {

    boolean isSymmetric() {
        return name.equals(inverse);
    }
}
