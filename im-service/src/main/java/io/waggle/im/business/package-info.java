/**
 * Business systems: they hold API keys, make users of their own, give them tokens, and act in their name or the product's.
 *
 * <p>With a key and the header {@code Waggle-User} every operation of a user is at hand for the system's own users, so that
 * only what no user can do has operations here, under {@code /v1/server}.
 *
 * <p>Owns the table {@code api_key}.
 */
@NullMarked
package io.waggle.im.business;

import org.jspecify.annotations.NullMarked;
