package io.waggle.benchmarks.soak;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** An activity on its thread, with a count of its successes. */
final class Worker implements Runnable {

    private static final double SECONDS_PER_MINUTE = 60;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Activity activity;
    private final long nanosBetween;
    private volatile boolean stopped;
    private volatile int done;
    private volatile int failed;
    private volatile String lastFailure = "";

    /** @param pace a factor for the usual rate */
    Worker(Activity activity, double pace) {
        this.activity = activity;
        this.nanosBetween = (long) (SECONDS_PER_MINUTE * NANOS_PER_SECOND / activity.perMinute() / pace);
    }

    /** Repeats the activity at its rate until it is stopped. Missed actions are not made up for. */
    @Override
    public void run() {
        long due = System.nanoTime();
        try {
            for (int turn = 0; !stopped; turn++) {
                runOnce(turn);
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
    private void runOnce(int turn) throws InterruptedException {
        try {
            activity.action().run(turn);
            done++;
        } catch (IOException | RuntimeException failure) {
            // A single failure does not end the soak; failures are counted and reported in the verdict.
            failed++;
            lastFailure = failure.toString().lines().findFirst().orElse("");
        }
    }
}
