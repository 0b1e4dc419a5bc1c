/**
 * Creations that may be repeated: the same request with the same Idempotency-Key runs once and gets the same answer for a day.
 * A service with such operations names its table in {@code mybatis.configuration-properties.idempotent-request}, and implements
 * {@link io.waggle.kit.idempotency.Asker}.
 */
@NullMarked
package io.waggle.kit.idempotency;

import org.jspecify.annotations.NullMarked;
