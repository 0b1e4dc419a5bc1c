/**
 * Broker, services and database on one machine: one process, and the process of its database.
 *
 * <p>The data folder holds {@code waggle.lock} (only one Waggle at a time), {@code waggle.version} (refuses an older Waggle on
 * newer data), {@code mariadb/}, {@code store/} (uploaded files) and {@code broker/} (generated; it may be deleted).
 */
@NullMarked
package io.waggle.standalone;

import org.jspecify.annotations.NullMarked;
