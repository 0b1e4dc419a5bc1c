/**
 * Messages: {@link Messages#send} finds the conversation, asks {@link MessagingPolicy}, and appends to the conversation's log.
 * {@link EphemeralMessages} does the same for what is not kept, and tells those who are there.
 */
@NullMarked
package io.waggle.im.message;

import org.jspecify.annotations.NullMarked;
