/**
 * The HTTP edge that all features share: who is calling, and on what terms.
 *
 * <p>Owns the table {@code idempotent_request}, which {@code io.waggle.service.idempotency} keeps.
 */
@NullMarked
package io.waggle.im.http;

import org.jspecify.annotations.NullMarked;
