/**
 * Messages: {@link Messages#send} finds the conversation, asks {@link MessagingPolicy}, and appends to the conversation's log.
 */
@NullMarked
package io.waggle.im.message;

import org.jspecify.annotations.NullMarked;
