/**
 * Blocks: the users with whom a user wants nothing to do.
 *
 * <p>Owns the table {@code user_block}.
 */
@NullMarked
package io.waggle.im.block;

import org.jspecify.annotations.NullMarked;
