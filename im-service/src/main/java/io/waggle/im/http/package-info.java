/**
 * The HTTP edge that all features share: it authenticates callers and prevents repeated execution.
 *
 * <p>Owns the table {@code idempotent_request}, which {@code io.waggle.kit.idempotency} reads and writes.
 */
@NullMarked
package io.waggle.im.http;

import org.jspecify.annotations.NullMarked;
