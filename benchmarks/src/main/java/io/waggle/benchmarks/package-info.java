/**
 * Load from one thread against a server in another process, and what it cost that process: throughput, time to the
 * acknowledgement, processor time per message. A bare relay through the same broker stands beside it in the same run, so
 * that the figures are ratios and not only properties of the machine.
 */
@NullMarked
package io.waggle.benchmarks;

import org.jspecify.annotations.NullMarked;
