/**
 * The soak test: clients repeat everything that they can do, correct and incorrect, while the server's memory is measured. It
 * answers one question: does any memory use grow that should not?
 */
@NullMarked
package io.waggle.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
