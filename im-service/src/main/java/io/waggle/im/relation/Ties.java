package io.waggle.im.relation;

import org.jspecify.annotations.Nullable;

/**
 * What is between one who sends and one who would receive.
 *
 * @param rule what the strictest of their custom relations says; null if none says anything
 */
public record Ties(
        boolean recipientCountsSender,
        boolean senderCountsRecipient,
        boolean recipientBlocks,
        boolean senderBlocks,
        @Nullable MessagingRule rule) {}
