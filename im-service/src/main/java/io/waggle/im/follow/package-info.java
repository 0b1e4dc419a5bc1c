/**
 * Follows: they need no consent, and end with a block.
 *
 * <p>Owns the table {@code follow}. The counts of follows are kept in {@code relation_state}, through {@code RelationStates}.
 */
@NullMarked
package io.waggle.im.follow;

import org.jspecify.annotations.NullMarked;
