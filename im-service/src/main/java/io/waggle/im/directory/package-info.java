/**
 * The search for users by id, phone or the beginning of their username, as far as each user's privacy allows.
 *
 * <p>A package of its own above accounts and relations, because it needs both. Owns no table.
 */
@NullMarked
package io.waggle.im.directory;

import org.jspecify.annotations.NullMarked;
