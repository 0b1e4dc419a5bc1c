package io.waggle.system.time;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The time in which this machine ran. A virtual machine on a busy host may stand still for seconds, and a promise about a
 * second holds only for a running machine. So of a late beat, only as much counts as other processes may have caused.
 */
public final class MachineTime {

    private static final long BEAT = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_BEAT = 5 * BEAT;

    private static final AtomicLong ran = new AtomicLong();
    private static long lastBeat = System.nanoTime();

    static {
        var unused = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("machine-time").factory())
                .scheduleWithFixedDelay(MachineTime::beat, 0, BEAT, TimeUnit.NANOSECONDS);
    }

    private MachineTime() {}

    /** Returns the running time since some moment. */
    public static Duration now() {
        return Duration.ofNanos(ran.get());
    }

    private static void beat() {
        long now = System.nanoTime();
        ran.addAndGet(Math.min(now - lastBeat, LONGEST_BEAT));
        lastBeat = now;
    }
}
