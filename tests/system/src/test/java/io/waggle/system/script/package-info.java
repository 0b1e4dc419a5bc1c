/** The script {@code ./waggle}, in a copy of the folders that it reads, with programs that only record how they are called. */
@NullMarked
package io.waggle.system.script;

import org.jspecify.annotations.NullMarked;
