/**
 * The way to the devices: publishing to them, subscribing and disconnecting them through the broker's services, with the sizes
 * and expiry intervals of the packets.
 *
 * <p>Uses {@code connection} and {@code gate}.
 */
@NullMarked
package io.waggle.broker.downlink;

import org.jspecify.annotations.NullMarked;
