package io.waggle.system.time;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that counts only the time in which this machine runs. A virtual machine on a busy host may stand still for seconds,
 * and the server can keep a time limit only on a running machine. So a late tick counts only up to the delay that other
 * processes may have caused.
 */
public final class MachineTime {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_TICK = 5 * TICK;

    private static final AtomicLong ran = new AtomicLong();
    private static long lastTick = System.nanoTime();

    static {
        var unused = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("machine-time").factory())
                .scheduleWithFixedDelay(MachineTime::tick, 0, TICK, TimeUnit.NANOSECONDS);
    }

    private MachineTime() {}

    /** Returns the running time since some moment. */
    public static Duration now() {
        return Duration.ofNanos(ran.get());
    }

    private static void tick() {
        long now = System.nanoTime();
        ran.addAndGet(Math.min(now - lastTick, LONGEST_TICK));
        lastTick = now;
    }
}
