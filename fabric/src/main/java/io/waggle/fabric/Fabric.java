package io.waggle.fabric;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The interface between brokers and services. Byte arrays are handed over: neither side changes one after passing it on.
 *
 * <p>Handlers, listeners and the steps that follow an answer run on a thread of the fabric or of the caller, and never block
 * it.
 */
public interface Fabric extends AutoCloseable {

    /**
     * Sends a request to one of the servers of the subject.
     *
     * @return the answer; or failed with {@link NoAnswer} when the subject has no server, the server failed, or the deadline
     *     passed. After a {@code NoAnswer} it is unknown whether the request took effect.
     */
    CompletableFuture<byte[]> request(String subject, byte[] body, Duration deadline);

    /** Answers requests for the subject, in turn with its other servers. */
    Registration serve(String subject, Handler handler);

    /** Passes the body to everyone who listens to the subject now. The order from one thread to one listener is kept. */
    void publish(String subject, byte[] body);

    Registration listen(String subject, Consumer<byte[]> listener);

    /** Notifies the listener when publishes from or to this process may be lost. */
    Registration onLoss(LossListener listener);

    /** Returns whether requests and publishes can reach another process now. */
    boolean isConnected();

    @Override
    void close();

    /** Serves one subject. A thrown exception or a failed stage reaches the caller as {@link NoAnswer}. */
    @FunctionalInterface
    interface Handler {
        CompletionStage<byte[]> handle(byte[] body);
    }

    /** Called on a thread of the fabric, which it must not block. */
    interface LossListener {

        /** Publishes may be lost from about now on. */
        void begins();

        /**
         * Publishes are no longer lost.
         *
         * @param lasted for how long publishes may have been lost
         */
        void isOver(Duration lasted);
    }

    /** Undoes a {@code serve} or a {@code listen}. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
