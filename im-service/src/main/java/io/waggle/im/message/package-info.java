/**
 * Messages: {@link Messages#send} asks {@link MessagingPolicy} for the conversation and appends to the conversation's log.
 * {@link EphemeralMessages} asks the same policy and sends messages that are not stored to the connected devices.
 */
@NullMarked
package io.waggle.im.message;

import org.jspecify.annotations.NullMarked;
