/**
 * Who has read what, and what has reached whom: pushed to those who are there, aggregated, and told to those who ask.
 *
 * <p>{@link Receipts} is told what has moved, {@link ReceiptFeed} holds it back for a moment, {@link ReceiptPusher} pushes it.
 * Between two of whom one has blocked the other there are no receipts. Owns no table.
 */
@NullMarked
package io.waggle.im.receipt;

import org.jspecify.annotations.NullMarked;
