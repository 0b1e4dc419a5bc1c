/**
 * Copies of recalled messages for operators who must keep them. Off unless there is a key: then the content of a message is
 * encrypted and kept for some time, in the transaction of its recall.
 *
 * <p>Owns the table {@code recalled_copy}.
 */
@NullMarked
package io.waggle.im.audit;

import org.jspecify.annotations.NullMarked;
