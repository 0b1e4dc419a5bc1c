@NullMarked
package io.waggle.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
