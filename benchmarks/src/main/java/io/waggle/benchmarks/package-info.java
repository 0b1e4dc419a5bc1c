/** {@code ./waggle bench}: reads what the command line asks for, runs the scenarios and writes down their figures. */
@NullMarked
package io.waggle.benchmarks;

import org.jspecify.annotations.NullMarked;
