/**
 * The soak: everything that clients do to a server, well and badly, over and over, while the server's memory is looked at. It
 * answers one question: does anything grow that should not?
 */
@NullMarked
package io.waggle.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
