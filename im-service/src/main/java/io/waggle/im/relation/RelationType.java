package io.waggle.im.relation;

/**
 * What a business system may call one user to another.
 *
 * @param name what the one is to the other, such as {@code superior}
 * @param inverse what the other is to the one, such as {@code subordinate}; the same name when there is no difference
 * @param messaging whether the one may message the other
 * @param inverseMessaging whether the other may message the one
 */
public record RelationType(String name, String inverse, MessagingRule messaging, MessagingRule inverseMessaging) {

    boolean isSymmetric() {
        return name.equals(inverse);
    }
}
