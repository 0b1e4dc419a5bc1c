/**
 * Threads: messages of a conversation that belong to an earlier one, their root. They are in the log like all messages; the log
 * counts them at the root ({@link io.waggle.im.log.Threads}). Here users read a thread, follow it, and list what they follow.
 */
@NullMarked
package io.waggle.im.thread;

import org.jspecify.annotations.NullMarked;
