package io.waggle.system.time;

import org.awaitility.Awaitility;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The common way in which these tests wait: for a condition, until a deadline. */
public final class Eventually {

    /** For operations that usually take milliseconds, on a machine that may be busy. */
    public static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final Duration POLL = Duration.ofMillis(10);

    /** No machine stands still for longer. */
    private static final Duration STANDSTILL = Duration.ofMinutes(5);

    private Eventually() {}

    public static void eventually(String what, Callable<Boolean> condition) {
        within(TIMEOUT, what, condition);
    }

    public static void within(Duration timeout, String what, Callable<Boolean> condition) {
        if (!happens(timeout, condition)) {
            throw new AssertionError("not within " + timeout + ": " + what);
        }
    }

    /** Returns the future's value, or throws its original failure. */
    public static <T> T within(Duration timeout, CompletableFuture<T> future) {
        return future.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** Returns the value of a future that usually completes within milliseconds. */
    public static <T> T await(CompletableFuture<T> future) {
        return within(TIMEOUT, future);
    }

    /** Returns the original failure of a completed future. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
    }

    /** Returns whether the condition becomes true in time. */
    public static boolean happens(Duration timeout, Callable<Boolean> condition) {
        Duration end = MachineTime.now().plus(timeout);
        AtomicBoolean came = new AtomicBoolean();
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                // For a condition that blocks.
                .atMost(timeout.plus(STANDSTILL))
                .until(() -> {
                    came.set(condition.call());
                    return came.get() || MachineTime.now().compareTo(end) > 0;
                });
        return came.get();
    }
}
