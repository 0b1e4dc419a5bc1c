package io.waggle.media.inspect;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits for a limited resource. If the wait is too long, the request is refused and the client can retry. */
public final class Waiting {

    /** Shorter than the time that clients wait for an answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(45);

    private Waiting() {}

    /** @throws Refused if it takes too long */
    public static void acquire(Semaphore of, int wanted, Duration patience) {
        try {
            if (!of.tryAcquire(wanted, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Refused(ErrorCode.OVERLOADED);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Refused(ErrorCode.UNAVAILABLE);
        }
    }
}
