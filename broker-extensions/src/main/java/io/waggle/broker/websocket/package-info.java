/** What the broker's WebSocket port answers to what is no MQTT. */
@NullMarked
package io.waggle.broker.websocket;

import org.jspecify.annotations.NullMarked;
