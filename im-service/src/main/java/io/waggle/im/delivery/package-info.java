/**
 * The offline queue: the delivery cursor of every device in every conversation. The entries after the cursor are those that the
 * device has missed; no entry is copied. Answers brokers on {@code im.sync}, {@code im.fetch} and {@code im.ack}.
 *
 * <p>The numbers of entries that were too large for a device's connection are stored until a connection accepts these entries.
 *
 * <p>Owns the tables {@code delivery}, {@code delivery_withheld} and {@code delivery_device}. The query for missed entries
 * joins {@code delivery} with {@code member} and {@code conversation_head}, so it reads those tables too.
 */
@NullMarked
package io.waggle.im.delivery;

import org.jspecify.annotations.NullMarked;
