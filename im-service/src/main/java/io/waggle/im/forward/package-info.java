/**
 * Forwarding of messages, one by one or combined into one. What may be forwarded is decided here; the lane of each target stores
 * the copies ({@link io.waggle.im.log.ConversationLog#copy}), which then live on their own.
 */
@NullMarked
package io.waggle.im.forward;

import org.jspecify.annotations.NullMarked;
