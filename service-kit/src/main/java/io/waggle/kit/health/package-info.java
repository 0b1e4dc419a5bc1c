/** Health checks: the program runs, can serve, and has all its parts: {@code /livez}, {@code /readyz} and {@code /healthz}. */
@NullMarked
package io.waggle.kit.health;

import org.jspecify.annotations.NullMarked;
