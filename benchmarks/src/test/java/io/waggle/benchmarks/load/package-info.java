@NullMarked
package io.waggle.benchmarks.load;

import org.jspecify.annotations.NullMarked;
