/**
 * Decides from what clients have logged, and from the database, whether everyone got everything, once and in order.
 *
 * <p>{@link io.waggle.system.history.Checker} is a program of its own. A run is a folder of files, a line of JSON for each {@link
 * io.waggle.system.history.Event}: one file for each device, which begins with {@link io.waggle.system.history.Event.Device},
 * and others of what was seen of the server and the database.
 */
@NullMarked
package io.waggle.system.history;

import org.jspecify.annotations.NullMarked;
