/**
 * Real clients against the whole of Waggle, which runs in a process of its own.
 *
 * <p>{@link io.waggle.system.WaggleProcess} is the server, {@link io.waggle.system.Api} its HTTP client,
 * {@link io.waggle.system.Phone} a device over MQTT. Tests wait for conditions on these and never sleep.
 */
@NullMarked
package io.waggle.system;

import org.jspecify.annotations.NullMarked;
