/**
 * Presence: whether a user is online, over all their devices and all brokers, as far as the user lets others see it. Answers
 * brokers on {@code im.presence} and {@code im.watch}, and announces changes to them on {@code p.{uid}}.
 *
 * <p>Owns the tables {@code presence}, {@code presence_node}, {@code device_connection} and {@code device_seen}.
 */
@NullMarked
package io.waggle.im.presence;

import org.jspecify.annotations.NullMarked;
