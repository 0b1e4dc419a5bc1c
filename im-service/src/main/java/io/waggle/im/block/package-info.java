/**
 * Blocks: a blocked user can no longer message, follow or watch the user who blocks them.
 *
 * <p>Owns the table {@code user_block}.
 */
@NullMarked
package io.waggle.im.block;

import org.jspecify.annotations.NullMarked;
