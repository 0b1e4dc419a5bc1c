/**
 * The offline queue: for every device and conversation the last entry that the device has acknowledged. What lies behind it
 * is what the device has missed; nothing is copied. Answers brokers on {@code im.sync}, {@code im.fetch} and {@code im.ack}.
 *
 * <p>What was too large for a device's connection is kept apart, as the numbers of those entries, until a connection takes it.
 *
 * <p>Owns the tables {@code delivery}, {@code delivery_withheld} and {@code delivery_device}. What a device has missed is one question over {@code
 * delivery}, {@code member} and {@code conversation_head}, so its statement reads those too.
 */
@NullMarked
package io.waggle.im.delivery;

import org.jspecify.annotations.NullMarked;
