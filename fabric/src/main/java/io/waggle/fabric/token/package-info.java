/** Access tokens, verified by whoever receives one: with the service's public keys, which are asked for over the fabric. */
@NullMarked
package io.waggle.fabric.token;

import org.jspecify.annotations.NullMarked;
