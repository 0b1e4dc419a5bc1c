/**
 * What devices publish: {@code to/…}, {@code now/…} and {@code rpc/…}. Each goes to the service over the fabric, and the device's PUBACK
 * waits for the answer. Nothing that a device publishes is routed by the broker.
 */
@NullMarked
package io.waggle.broker.uplink;

import org.jspecify.annotations.NullMarked;
