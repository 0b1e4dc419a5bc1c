/** The common parts of all scenarios: servers in separate processes, users, and a log of figures. */
@NullMarked
package io.waggle.benchmarks.environment;

import org.jspecify.annotations.NullMarked;
