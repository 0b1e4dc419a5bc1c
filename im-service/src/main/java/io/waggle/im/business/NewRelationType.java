package io.waggle.im.business;

import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.im.relation.MessagingRule;
import org.jspecify.annotations.Nullable;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/**
 * What a relation type is to be.
 *
 * @param inverse what the other is to the one; the same name when there is no difference
 * @param messaging whether the one may message the other; {@code default} unless it is said
 */
record NewRelationType(
        @Schema(requiredMode = REQUIRED, pattern = "^[a-z][a-z0-9._-]{0,31}$") @Nullable
        String inverse,

        @Nullable MessagingRule messaging,
        @Nullable MessagingRule inverseMessaging) {}
