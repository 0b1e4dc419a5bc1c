/**
 * Scenarios that compare. The same load from one thread goes to Waggle and to a bare relay on the same broker, in turn. They
 * measure throughput, time to the acknowledgement, and processor time per message. The figures are ratios, so they depend less
 * on the machine.
 */
@NullMarked
package io.waggle.benchmarks.load;

import org.jspecify.annotations.NullMarked;
