/**
 * Random walks: many devices connect, leave, break off, write, read, join and leave groups, all at the same time and as a seed has
 * it. What they log is held against the database by {@link io.waggle.system.history.Checker}.
 */
@NullMarked
package io.waggle.system.walk;

import org.jspecify.annotations.NullMarked;
