package io.waggle.system.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * One direction of one connection on a {@link LossyProxy}. Each piece is delayed; a lost one arrives when TCP sends it again,
 * and the pieces after it wait for it.
 */
final class LossyChannel {

    private static final int PIECE = 1_400;
    private static final Duration LEAST_RETRANSMISSION = Duration.ofMillis(200);

    @SuppressWarnings("ArrayRecordComponent")
    private record Piece(byte[] bytes, long due) {}

    private final Duration delay;
    private final double loss;
    private final Supplier<CountDownLatch> resumed;
    private final BlockingQueue<Piece> inFlight = new LinkedBlockingQueue<>();
    private long lastDue = System.nanoTime();

    LossyChannel(Duration delay, double loss, Supplier<CountDownLatch> resumed) {
        this.delay = delay;
        this.loss = loss;
        this.resumed = resumed;
    }

    /** Reads until the input ends for any reason. Called on a separate thread. */
    void readFrom(InputStream from) {
        byte[] buffer = new byte[PIECE];
        try {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                inFlight.add(new Piece(Arrays.copyOf(buffer, read), due()));
            }
        } catch (IOException ended) {
            // This counts as a regular end.
        }
        inFlight.add(new Piece(new byte[0], due()));
    }

    /** Writes what was read, until the end of the input or an error. Called on a separate thread. */
    void writeTo(OutputStream to) throws IOException, InterruptedException {
        for (Piece piece = inFlight.take(); piece.bytes().length > 0; piece = inFlight.take()) {
            for (long left = piece.due() - System.nanoTime(); left > 0; left = piece.due() - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            resumed.get().await();
            to.write(piece.bytes());
        }
    }

    private long due() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Duration late = delay;
        Duration retransmission = delay.multipliedBy(2).plus(LEAST_RETRANSMISSION);
        while (random.nextDouble() < loss) {
            late = late.plus(retransmission);
            retransmission = retransmission.multipliedBy(2);
        }
        lastDue = Math.max(lastDue, System.nanoTime() + late.toNanos());
        return lastDue;
    }
}
