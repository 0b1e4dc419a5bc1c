/**
 * The caller of a request: a {@link Caller}, who is a user, or a {@link Business} system with an API key. It identifies them at the
 * HTTP edge. Other features look up what a token or a key stands for: {@code session} and {@code business}.
 */
@NullMarked
package io.waggle.im.caller;

import org.jspecify.annotations.NullMarked;
