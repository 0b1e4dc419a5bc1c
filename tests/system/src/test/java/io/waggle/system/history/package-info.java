/**
 * Decides from the clients' logs and from the database whether every device got everything, once and in order.
 *
 * <p>{@link io.waggle.system.history.Checker} is also a program. A run is a folder of files with one line of JSON per
 * {@link io.waggle.system.history.Event}: one file per device, which begins with {@link io.waggle.system.history.Event.Device},
 * and other files with observations of the server and the database.
 */
@NullMarked
package io.waggle.system.history;

import org.jspecify.annotations.NullMarked;
