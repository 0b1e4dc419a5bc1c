/**
 * The answers of the broker's WebSocket port to requests that are not for MQTT.
 *
 * <p>Uses no other package of the extension.
 */
@NullMarked
package io.waggle.broker.websocket;

import org.jspecify.annotations.NullMarked;
