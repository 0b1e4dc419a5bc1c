/** Access tokens. Every receiver verifies them itself, with the service's public keys, which it requests over the fabric. */
@NullMarked
package io.waggle.fabric.token;

import org.jspecify.annotations.NullMarked;
