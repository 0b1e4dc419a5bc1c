package io.waggle.im.account;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Hashes and checks passwords with bcrypt, which is slow on purpose.
 *
 * <p>A few platform threads do the work, and callers wait for them. Many logins at once therefore take neither all cores nor
 * the carrier threads of the virtual threads that run everything else. A caller that would wait too long is refused.
 */
final class Passwords implements AutoCloseable {

    static final int BYTES_MAX = 72;

    private static final int WAITING_MAX = 200;

    private final BCryptPasswordEncoder bcrypt;
    private final ExecutorService threads;
    private final Duration patience;

    /** A hash that belongs to no account. Checking a password against it takes as long as against a real one. */
    private final String decoy;

    /** @param threads shut down when this object is closed */
    Passwords(int strength, ExecutorService threads, Duration patience) {
        this.bcrypt = new BCryptPasswordEncoder(strength);
        this.threads = threads;
        this.patience = patience;
        this.decoy = String.valueOf(bcrypt.encode("decoy"));
    }

    static ExecutorService threads(int count) {
        return new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().daemon().name("waggle-password-", 0).factory());
    }

    String hash(String password) {
        return inTurn(() -> String.valueOf(bcrypt.encode(password)));
    }

    /** Takes the same time whether there is a hash or not. */
    boolean matches(String password, @Nullable String hash) {
        boolean possible = password.getBytes(StandardCharsets.UTF_8).length <= BYTES_MAX && password.indexOf('\0') < 0;
        boolean equal = inTurn(() -> bcrypt.matches(possible ? password : "", hash == null ? decoy : hash));
        return equal && possible && hash != null;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private <T> T inTurn(Callable<T> work) {
        try {
            return await(threads.submit(work));
        } catch (RejectedExecutionException tooMany) {
            throw new Refused(ErrorCode.OVERLOADED, "too many passwords are being checked; try again in a few seconds");
        }
    }

    private <T> T await(Future<T> result) {
        try {
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            result.cancel(false);
            throw new Refused(ErrorCode.OVERLOADED, "too many passwords are being checked; try again in a few seconds");
        } catch (InterruptedException stopping) {
            result.cancel(false);
            Thread.currentThread().interrupt();
            throw new Refused(ErrorCode.UNAVAILABLE);
        } catch (ExecutionException fault) {
            throw new IllegalStateException("bcrypt failed", fault.getCause());
        }
    }
}
