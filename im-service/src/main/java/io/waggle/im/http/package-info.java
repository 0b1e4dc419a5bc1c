/**
 * The HTTP edge that all features share: who is calling, how a refusal looks, and creations that may be sent twice.
 *
 * <p>Owns the table {@code idempotent_request}.
 */
@NullMarked
package io.waggle.im.http;

import org.jspecify.annotations.NullMarked;
