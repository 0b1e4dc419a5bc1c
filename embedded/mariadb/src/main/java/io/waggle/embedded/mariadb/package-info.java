/**
 * A real MariaDB server as a local process, so that nothing needs to be installed.
 *
 * <p>The server is a separate process and continues when the JVM is killed; the next start takes it over. This package does not
 * know Waggle's tables.
 */
@NullMarked
package io.waggle.embedded.mariadb;

import org.jspecify.annotations.NullMarked;
