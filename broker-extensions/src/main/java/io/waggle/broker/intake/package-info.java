/**
 * The rate at which the broker takes a client's packets. The package uses internals of HiveMQ CE, which has no interface for
 * this: see {@link io.waggle.broker.intake.Channels}.
 *
 * <p>Uses no other package of the extension.
 */
@NullMarked
package io.waggle.broker.intake;

import org.jspecify.annotations.NullMarked;
