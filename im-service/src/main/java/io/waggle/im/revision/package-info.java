/**
 * Recall and edit of messages. Who may do it, and for how long, is decided here, in the conversation's lane; the log makes the
 * amendment and the entry that records it in one commit.
 */
@NullMarked
package io.waggle.im.revision;

import org.jspecify.annotations.NullMarked;
