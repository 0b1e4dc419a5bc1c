/**
 * Reactions to messages. Who may react, and with what, is decided here; the conversation's lane counts and stores
 * ({@link io.waggle.im.log.ConversationLog#react}). {@link ReactionNotices} notifies the members, at most once per second and
 * message.
 */
@NullMarked
package io.waggle.im.reaction;

import org.jspecify.annotations.NullMarked;
