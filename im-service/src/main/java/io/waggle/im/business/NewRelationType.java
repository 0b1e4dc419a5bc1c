package io.waggle.im.business;

import io.waggle.im.relation.MessagingRule;
import org.jspecify.annotations.Nullable;

/**
 * What a relation type is to be.
 *
 * @param inverse what the other is to the one; the same name when there is no difference
 * @param messaging whether the one may message the other; {@code default} unless it is said
 */
record NewRelationType(
        @Nullable String inverse,
        @Nullable MessagingRule messaging,
        @Nullable MessagingRule inverseMessaging) {}
