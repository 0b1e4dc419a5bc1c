/**
 * Real clients against the whole of Waggle, which runs as a process of its own.
 *
 * <p>{@link io.waggle.system.WaggleProcess} is the server, {@link io.waggle.system.Api} its HTTP client, {@link
 * io.waggle.system.Phone} a device over MQTT. Everything else waits for what these see; nothing sleeps.
 */
@NullMarked
package io.waggle.system;

import org.jspecify.annotations.NullMarked;
