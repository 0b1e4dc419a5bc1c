/**
 * Authentication of devices: tokens are verified here with the service's public keys, and the service says whether the session
 * still exists.
 *
 * <p>Uses {@code connection}, {@code delivery} and {@code intake}.
 */
@NullMarked
package io.waggle.broker.auth;

import org.jspecify.annotations.NullMarked;
