@NullMarked
package io.waggle.benchmarks;

import org.jspecify.annotations.NullMarked;
