/**
 * Conversations and their members: one conversation per pair of users, one per group.
 *
 * <p>Owns the tables {@code conversation}, {@code conversation_head}, {@code member} and
 * {@code left_conversation}.
 */
@NullMarked
package io.waggle.im.conversation;

import org.jspecify.annotations.NullMarked;
