/**
 * The log of a conversation: entries get their numbers, are committed and announced, and can be read page by page.
 *
 * <p>All writes to a conversation go through {@link ConversationLog}: drafts and erasures many at a time, changes one by one
 * between them. A {@link Lane} is the only writer of its conversations. {@link EntryKind} defines how each kind of entry
 * behaves. {@link CommitPort} notifies the listeners of committed entries; {@link Announcer} announces them to the members.
 *
 * <p>What happens to an entry afterwards is an {@link Amendment}: {@link Amendments} recalls and edits messages,
 * {@link ReactionWriter} changes the reactions to them, and {@link ThreadWriter} counts the messages of threads.
 * {@link CopyWriter} writes copies of messages that are forwarded.
 *
 * <p>{@link Views} decides which entries a user sees, and {@link History} reads them.
 *
 * <p>Owns the tables {@code entry}, {@code entry_facet}, {@code mention}, {@code media_reference}, {@code expiry},
 * {@code amendment}, {@code reaction}, {@code entry_version}, {@code combined_message}, {@code hidden_entry},
 * {@code thread_entry}, {@code thread_follow} and {@code media_hold}.
 */
@NullMarked
package io.waggle.im.log;

import org.jspecify.annotations.NullMarked;
