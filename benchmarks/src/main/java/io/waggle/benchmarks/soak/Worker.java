package io.waggle.benchmarks.soak;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** An activity on its thread, and how often it went well. */
final class Worker implements Runnable {

    private static final double SECONDS_PER_MINUTE = 60;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Activity activity;
    private final long nanosBetween;
    private volatile boolean stopped;
    private volatile int done;
    private volatile int failed;
    private volatile String lastFailure = "";

    /** @param pace how many times as often as usual */
    Worker(Activity activity, double pace) {
        this.activity = activity;
        this.nanosBetween = (long) (SECONDS_PER_MINUTE * NANOS_PER_SECOND / activity.perMinute() / pace);
    }

    /** Does it at its rate until it is stopped. What it could not do in time it does not catch up with. */
    @Override
    public void run() {
        long due = System.nanoTime();
        try {
            for (int turn = 0; !stopped; turn++) {
                once(turn);
                due = Math.max(due + nanosBetween, System.nanoTime());
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
        } catch (InterruptedException toldToStop) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stopped = true;
    }

    String name() {
        return activity.name();
    }

    int done() {
        return done;
    }

    int failed() {
        return failed;
    }

    String line() {
        String failures = failed == 0 ? "" : ", failed %d times, the last: %s".formatted(failed, lastFailure);
        return "  %-36s %7d%s".formatted(activity.name(), done, failures);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes; others read.
    private void once(int turn) throws InterruptedException {
        try {
            activity.act().once(turn);
            done++;
        } catch (IOException | RuntimeException failure) {
            // Not everything that goes wrong ends the soak; all of it is counted, and told in its verdict.
            failed++;
            lastFailure = failure.toString().lines().findFirst().orElse("");
        }
    }
}
