/** Clients of Waggle: devices over MQTT, from a client library, mosquitto or single packets, and the HTTP API. */
@NullMarked
package io.waggle.system.client;

import org.jspecify.annotations.NullMarked;
