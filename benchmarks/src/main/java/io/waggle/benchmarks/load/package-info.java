/**
 * Scenarios that compare. Load from one thread goes to Waggle and to a bare relay through the same broker, in turn: throughput,
 * time to the acknowledgement, processor time per message. So the figures are ratios and not only properties of the machine.
 */
@NullMarked
package io.waggle.benchmarks.load;

import org.jspecify.annotations.NullMarked;
