/**
 * The log of a conversation: entries get their numbers, are committed, announced, and read again page by page.
 *
 * <p>Everything that happens in a conversation goes through {@link ConversationLog}: drafts and erasures many at a time, changes
 * one by one between them. A {@link Lane} is the only writer of its conversations. {@link EntryKind} says how each kind of entry
 * behaves. {@link CommitPort} tells the listeners of committed entries; {@link Announcer} tells the members.
 *
 * <p>Owns the tables {@code entry}, {@code mention}, {@code media_reference} and {@code expiry}.
 */
@NullMarked
package io.waggle.im.log;

import org.jspecify.annotations.NullMarked;
