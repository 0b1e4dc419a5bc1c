/**
 * Business systems: they hold API keys, create their own users, open sessions for them, and act in their name or in the
 * product's.
 *
 * <p>With a key and the header {@code Waggle-User} a system can use every operation of a user for its own users. Therefore
 * {@code /v1/server} has only the operations that no user has.
 *
 * <p>Owns the table {@code api_key}.
 */
@NullMarked
package io.waggle.im.business;

import org.jspecify.annotations.NullMarked;
