/**
 * Broker, service and database on one machine, started as one process and its database.
 *
 * <p>The data folder holds {@code waggle.lock} (one Waggle at a time), {@code waggle.version} (no older Waggle on newer
 * data), {@code mariadb/}, {@code store/} (what was uploaded) and {@code broker/} (generated, nothing to keep).
 */
@NullMarked
package io.waggle.standalone;

import org.jspecify.annotations.NullMarked;
