package io.waggle.system.walk;

import io.waggle.system.client.Ack;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** One MQTT connection. Its events are reported in the order of the packets, and none after its end. */
interface Link {

    /** @throws IOException if the connection is refused or fails */
    void connect() throws IOException;

    /**
     * Publishes at QoS 1.
     *
     * @param correlation the correlation data of a request; empty if it is not a request
     * @return fails if the connection ends before the acknowledgement
     */
    CompletableFuture<Ack> publish(String topic, byte[] payload, String correlation);

    /** Returns whether the connection is open and not closing. */
    boolean isOpen();

    /** Sends a DISCONNECT, and returns when the server has closed the connection. */
    void leave();

    /** Closes the connection without a DISCONNECT, and returns when its end is reported. */
    void breakConnection();

    /** Receives the connection's events. Called by one thread at a time. */
    interface Listener {

        /** Called before anything is received. */
        void connected();

        /** Called before the connection is left. Later acknowledgements may not reach the server. */
        void leaving();

        /**
         * @param correlation empty if there is none
         * @param acknowledge does nothing if the sender wants no acknowledgement
         */
        void received(byte[] payload, String correlation, Runnable acknowledge);

        /** @param clean whether this device sent a DISCONNECT and the server closed the connection */
        void ended(boolean clean);
    }
}
