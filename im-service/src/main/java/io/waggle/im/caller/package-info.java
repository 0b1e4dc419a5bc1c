/**
 * The caller of a request: a user ({@link Caller}), or a business system with an API key ({@link Business}). {@code session}
 * implements the authentication of users, and {@code business} that of business systems.
 */
@NullMarked
package io.waggle.im.caller;

import org.jspecify.annotations.NullMarked;
