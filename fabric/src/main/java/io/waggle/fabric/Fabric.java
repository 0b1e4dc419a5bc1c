package io.waggle.fabric;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The seam between brokers and services. Byte arrays are handed over: neither side changes one after passing it on.
 *
 * <p>Handlers, listeners and what depends on an answer run on a thread of the fabric or of the caller and never block it.
 */
public interface Fabric extends AutoCloseable {

    /**
     * Asks one of those who serve the subject.
     *
     * @return the answer; or failed with {@link NoAnswer} when nobody serves the subject, the one who does failed, or the
     *     deadline passed. After a {@code NoAnswer} it is unknown whether the request took effect.
     */
    CompletableFuture<byte[]> request(String subject, byte[] body, Duration deadline);

    /** Answers requests for the subject, in turn with others that serve it. */
    Registration serve(String subject, Handler handler);

    /** Passes the body to everyone who listens to the subject now. From one thread to one listener, order is kept. */
    void publish(String subject, byte[] body);

    Registration listen(String subject, Consumer<byte[]> listener);

    /** Tells when publishes to those who listen here, or from here, may be lost. */
    Registration onLoss(LossListener listener);

    /** Whether what is asked or published now can reach another process. */
    boolean isConnected();

    @Override
    void close();

    /** Serves one subject. A thrown exception or a failed stage reaches the asker as {@link NoAnswer}. */
    @FunctionalInterface
    interface Handler {
        CompletionStage<byte[]> handle(byte[] body);
    }

    /** Called on a thread of the fabric, which it must not block. */
    interface LossListener {

        /** From about now on. */
        void begins();

        /** @param lasted for how long something may have been lost */
        void isOver(Duration lasted);
    }

    /** Undoes a {@code serve} or a {@code listen}. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
