/**
 * Creations that may be sent twice: with the same Idempotency-Key the same request is carried out once and answered the same
 * for a day. A service that has some names its table in {@code mybatis.configuration-properties.idempotent-request}, and says
 * who asks ({@link io.waggle.service.idempotency.Asker}).
 */
@NullMarked
package io.waggle.service.idempotency;

import org.jspecify.annotations.NullMarked;
