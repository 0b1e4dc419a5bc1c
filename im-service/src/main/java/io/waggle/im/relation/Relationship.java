package io.waggle.im.relation;

import org.jspecify.annotations.Nullable;

/**
 * The relations between a sender and a recipient.
 *
 * @param rule the strictest rule among their custom relations; null if there is none
 */
public record Relationship(
        boolean recipientHasSenderAsFriend,
        boolean senderHasRecipientAsFriend,
        boolean recipientBlocks,
        boolean senderBlocks,
        @Nullable MessagingRule rule) {}
