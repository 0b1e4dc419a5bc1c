package io.waggle.system;

import java.util.concurrent.CompletableFuture;

/** An MQTT connection of one version of the protocol. */
public interface Line {

    /** Waits for the CONNACK; fails if it is a refusal. */
    void connect();

    CompletableFuture<Ack> publish(Outgoing message);

    boolean isConnected();

    /** Says goodbye. */
    void disconnect();

    /**
     * What is published.
     *
     * @param id the user property {@code id}, or empty; MQTT 3.1.1 has none
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Outgoing(String topic, byte[] payload, int qos, boolean retain, String id) {}

    /** What arrives. */
    @FunctionalInterface
    interface Listener {

        /** @param acknowledge to be called when it is safe */
        void received(String topic, byte[] payload, Runnable acknowledge);

        /** The connection is no longer there. */
        default void ended() {}
    }
}
