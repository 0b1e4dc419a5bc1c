/** Whether a program lives, can serve now, and has all its parts: {@code /livez}, {@code /readyz} and {@code /healthz}. */
@NullMarked
package io.waggle.service.health;

import org.jspecify.annotations.NullMarked;
