/**
 * Everything that devices publish: {@code to/…}, {@code now/…} and {@code rpc/…}. Each publication goes to the service over the
 * fabric, and the device's PUBACK waits for the answer. The broker routes nothing that a device publishes.
 *
 * <p>Uses {@code connection}, {@code gate}, {@code downlink} and {@code intake}.
 */
@NullMarked
package io.waggle.broker.uplink;

import org.jspecify.annotations.NullMarked;
