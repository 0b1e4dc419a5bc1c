/**
 * How fast the broker takes what a client sends. It reaches into HiveMQ CE, which has no interface for that: {@link
 * io.waggle.broker.intake.Channels} says where.
 */
@NullMarked
package io.waggle.broker.intake;

import org.jspecify.annotations.NullMarked;
