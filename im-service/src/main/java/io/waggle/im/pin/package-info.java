/**
 * Messages that are pinned for all members of a conversation. Pinning and unpinning are changes of the conversation, each with an
 * entry that records it.
 *
 * <p>Owns the table {@code pin}.
 */
@NullMarked
package io.waggle.im.pin;

import org.jspecify.annotations.NullMarked;
