/** The answers of the broker's WebSocket port to requests that are not for MQTT. */
@NullMarked
package io.waggle.broker.websocket;

import org.jspecify.annotations.NullMarked;
