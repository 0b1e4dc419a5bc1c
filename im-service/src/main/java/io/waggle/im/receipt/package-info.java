/**
 * Receipts: which members have read an entry, and which devices have it. They are aggregated and pushed to connected devices,
 * and clients can ask for them.
 *
 * <p>{@link Receipts} takes the moved cursors, {@link ReceiptFeed} holds them for a moment, {@link ReceiptPusher} pushes them.
 * There are no receipts between two users if one of them blocks the other. Owns no table.
 */
@NullMarked
package io.waggle.im.receipt;

import org.jspecify.annotations.NullMarked;
