/**
 * Who is there: over all of a user's devices and all brokers, as far as the user lets it be seen. Answers brokers on
 * {@code im.presence} and {@code im.watch}, and tells them on {@code p.{uid}}.
 *
 * <p>Owns the tables {@code presence}, {@code presence_node}, {@code device_connection} and {@code device_seen}.
 */
@NullMarked
package io.waggle.im.presence;

import org.jspecify.annotations.NullMarked;
