package io.waggle.im.business;

import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.im.relation.MessagingRule;
import org.jspecify.annotations.Nullable;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/**
 * A request to define a relation type.
 *
 * @param inverse what the second user is to the first; the same name if the relation is symmetric
 * @param messaging whether the first user may message the second; {@code default} if left out
 */
record NewRelationType(
        @Schema(requiredMode = REQUIRED, pattern = "^[a-z][a-z0-9._-]{0,31}$") @Nullable
        String inverse,

        @Nullable MessagingRule messaging,
        @Nullable MessagingRule inverseMessaging) {}
