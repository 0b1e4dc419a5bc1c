/**
 * A real MariaDB server as a local process, so that one machine needs nothing installed.
 *
 * <p>The server outlives a killed JVM, since it is a process of its own; the next start takes it over. Nothing here
 * knows Waggle's tables.
 */
@NullMarked
package io.waggle.embedded;

import org.jspecify.annotations.NullMarked;
