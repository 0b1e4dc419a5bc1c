/** {@code ./waggle bench}: reads the command line, runs the scenarios and reports their figures. */
@NullMarked
package io.waggle.benchmarks;

import org.jspecify.annotations.NullMarked;
