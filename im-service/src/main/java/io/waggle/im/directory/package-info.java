/**
 * Who is there to be found: users by id, phone or the beginning of their names, as far as each lets the seeker.
 *
 * <p>It stands above accounts and relations since it needs both. Owns no table.
 */
@NullMarked
package io.waggle.im.directory;

import org.jspecify.annotations.NullMarked;
