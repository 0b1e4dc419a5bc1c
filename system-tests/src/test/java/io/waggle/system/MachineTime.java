package io.waggle.system;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The time in which this machine ran. One of many on a host may stand still for seconds, and what is promised within a second is
 * promised for one that runs: of a beat that comes late only so much counts as one that others have kept from the processor.
 */
final class MachineTime {

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

    /** Since some moment. */
    static Duration now() {
        return Duration.ofNanos(ran.get());
    }

    private static void beat() {
        long now = System.nanoTime();
        ran.addAndGet(Math.min(now - lastBeat, LONGEST_BEAT));
        lastBeat = now;
    }
}
