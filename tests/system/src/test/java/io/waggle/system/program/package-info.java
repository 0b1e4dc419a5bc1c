/** Programs that tests run as separate processes, and the check that the machine has them. */
@NullMarked
package io.waggle.system.program;

import org.jspecify.annotations.NullMarked;
