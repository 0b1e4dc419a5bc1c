/**
 * Scenarios that compare Waggle with a bare relay, which is the same broker without Waggle. The same load from one thread goes
 * to both in turn. They measure throughput, time to the acknowledgement, and processor time per message. The figures are
 * ratios, so they depend less on the machine.
 */
@NullMarked
package io.waggle.benchmarks.load;

import org.jspecify.annotations.NullMarked;
