/**
 * The gate: lets each entry through to one connection once and in order, finds the entries that the device lacks, and keeps its
 * delivery cursors. It is a state machine of plain values. It knows neither the broker nor the fabric; those who use it pass
 * packets and answers in, and carry out the steps that it returns.
 *
 * <p>Uses no other package of the extension.
 */
@NullMarked
package io.waggle.broker.gate;

import org.jspecify.annotations.NullMarked;
