/** Waiting for conditions, and measuring time on a machine that may stand still. */
@NullMarked
package io.waggle.system.time;

import org.jspecify.annotations.NullMarked;
