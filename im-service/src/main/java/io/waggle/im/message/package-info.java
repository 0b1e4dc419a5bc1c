/**
 * Messages: from a sender's request to a committed, ordered entry that receivers are told of; and back, page by page.
 *
 * <p>{@link Messages#send} finds the conversation and asks {@link MessagingPolicy}; a {@link MessageLane} gives the entry
 * its number and commits it together with all that wait; {@link Announcer} tells the receivers.
 *
 * <p>Owns the table {@code message}.
 */
@NullMarked
package io.waggle.im.message;

import org.jspecify.annotations.NullMarked;
