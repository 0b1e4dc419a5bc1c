package io.waggle.system.walk;

import io.waggle.system.Ack;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** One MQTT connection. Everything about it is heard in the order of the wire, and nothing after it has ended. */
interface Link {

    /** @throws IOException if it is refused, or does not come about */
    void connect() throws IOException;

    /**
     * At QoS 1.
     *
     * @param correlation of a request whose answer is to come back; empty for none
     * @return fails if the connection ends before the acknowledgement
     */
    CompletableFuture<Ack> publish(String topic, byte[] payload, String correlation);

    /** Whether it has not begun to end. */
    boolean isOpen();

    /** Says goodbye, and returns when the server has closed the connection. */
    void leave();

    /** Ends it without a word, and returns when that is known here. */
    void breakOff();

    /** Called by one thread at a time. */
    interface Listener {

        /** Before anything is received. */
        void connected();

        /** From now on nothing that is acknowledged is sure to be heard. */
        void leaving();

        /**
         * @param correlation empty if there is none
         * @param acknowledge does nothing if the sender wants no acknowledgement
         */
        void received(byte[] payload, String correlation, Runnable acknowledge);

        /** @param clean by our own goodbye, and the server has closed the connection */
        void ended(boolean clean);
    }
}
