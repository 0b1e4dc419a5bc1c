/**
 * Real clients against the whole of Waggle, which runs in a separate process.
 *
 * <p>{@link io.waggle.system.server.WaggleProcess} is the server, {@link io.waggle.system.client.Api} its HTTP client,
 * {@link io.waggle.system.client.Phone} a device over MQTT. Tests wait for conditions on these and never sleep.
 *
 * <p>The tests are in {@code access}, {@code message}, {@code delivery}, {@code fault}, {@code http}, {@code library} and
 * {@code walk}; the other packages are what they use.
 */
@NullMarked
package io.waggle.system;

import org.jspecify.annotations.NullMarked;
