package io.waggle.system.client;

import java.util.concurrent.CompletableFuture;

/** An MQTT connection with one version of the protocol. */
public interface MqttConnection {

    /** Waits for the CONNACK; fails if it is a refusal. */
    void connect();

    CompletableFuture<Ack> publish(Outgoing message);

    boolean isConnected();

    /** Disconnects with a DISCONNECT. */
    void disconnect();

    /**
     * A message to publish.
     *
     * @param id the user property {@code id}, or empty; MQTT 3.1.1 has none
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Outgoing(String topic, byte[] payload, int qos, boolean retain, String id) {}

    /** Receives messages. */
    @FunctionalInterface
    interface Listener {

        /** @param acknowledge to be called when the message is safe */
        void received(String topic, byte[] payload, Runnable acknowledge);

        /** Called when the connection has ended. */
        default void ended() {}
    }
}
