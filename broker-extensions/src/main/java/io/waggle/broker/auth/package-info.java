/** Who gets in: tokens are verified here with the service's public keys, and the service says whether the session lives. */
@NullMarked
package io.waggle.broker.auth;

import org.jspecify.annotations.NullMarked;
