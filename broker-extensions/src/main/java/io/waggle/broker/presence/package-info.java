/**
 * The presence of users: the node reports its devices to the service, and publishes {@code p/{uid}} and {@code p/{uid}/pb} from
 * the fabric's {@code p.{uid}}, to which it listens only while a device here watches that user.
 *
 * <p>Uses {@code connection} and {@code downlink}.
 */
@NullMarked
package io.waggle.broker.presence;

import org.jspecify.annotations.NullMarked;
