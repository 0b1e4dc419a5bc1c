/**
 * The log of a conversation: entries get their numbers, are committed, announced, and read again page by page.
 *
 * <p>Everything that happens in a conversation goes through {@link ConversationLog}: messages many at a time, changes of a
 * group one by one between them. A {@link Lane} is the one writer of its conversations; {@link Announcer} tells those
 * who are in them what has been committed.
 *
 * <p>Owns the tables {@code message}, {@code mention}, {@code media_reference} and {@code expiry}.
 */
@NullMarked
package io.waggle.im.log;

import org.jspecify.annotations.NullMarked;
