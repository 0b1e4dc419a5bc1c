/**
 * The HTTP edge that all features share: it puts authentication and the prevention of repeated execution before every operation,
 * reads partial updates, and describes the API.
 *
 * <p>Owns the table {@code idempotent_request}, which {@code io.waggle.kit.idempotency} reads and writes.
 */
@NullMarked
package io.waggle.im.http;

import org.jspecify.annotations.NullMarked;
