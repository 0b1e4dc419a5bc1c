/**
 * Authentication of devices: tokens are verified here with the service's public keys, and the service says whether the session
 * still exists.
 */
@NullMarked
package io.waggle.broker.auth;

import org.jspecify.annotations.NullMarked;
