package io.waggle.media.store;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.XmlParserException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Calls to the store during set-up: with a short time limit, and with separate exceptions for a store that is away and for one
 * that refuses.
 */
final class StoreCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The error codes by which stores say that they do not have something or that the key has no access to it. */
    private static final Set<String> UNKNOWN = Set.of(
            "NotImplemented",
            "NoSuchPolicy",
            "MethodNotAllowed",
            "InvalidStorageClass",
            "InvalidArgument",
            "MalformedXML",
            "AccessDenied");

    private StoreCalls() {}

    @FunctionalInterface
    interface Call<T> {
        CompletableFuture<T> make() throws MinioException;
    }

    /**
     * Calls the store.
     *
     * @throws StoreUnusable if the store refuses
     * @throws StoreUnavailable if the store does not answer, or asks to retry later
     */
    static <T> T ask(String what, Call<T> call) {
        try {
            return call.make()
                    .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (MinioException | CompletionException failed) {
            Throwable cause = failed instanceof CompletionException ? failed.getCause() : failed;
            if (cause instanceof ErrorResponseException refusal
                    && isRefusal(refusal.response().code())) {
                throw new StoreUnusable(
                        "the store refuses to " + what + " ("
                                + refusal.response().code() + " "
                                + refusal.errorResponse().code()
                                + "): check its address, keys, region and bucket (WAGGLE_S3_…), and the clock",
                        failed);
            }
            throw new StoreUnavailable(what, failed);
        }
    }

    /**
     * Calls the store; returns null if the store does not have what is asked for.
     *
     * @throws StoreUnusable if the store refuses
     * @throws StoreUnavailable if the store does not answer, or asks to retry later
     */
    static <T> @Nullable T find(String what, Call<T> call) {
        try {
            return ask(what, call);
        } catch (StoreUnusable | StoreUnavailable failed) {
            if (isUnknown(failed)) {
                return null;
            }
            throw failed;
        }
    }

    /** Returns false if the store does not have what is asked for or does not support it. */
    static <T> boolean tryTo(String what, Call<T> call) {
        try {
            ask(what, call);
            return true;
        } catch (StoreUnusable | StoreUnavailable failed) {
            if (isUnknown(failed)) {
                return false;
            }
            throw failed;
        }
    }

    /** Returns whether the failure says that the store does not have what is asked for. */
    static boolean isUnknown(RuntimeException failed) {
        return reason(failed) instanceof ErrorResponseException refusal
                && UNKNOWN.contains(refusal.errorResponse().code());
    }

    /** Returns whether the client could not parse the store's answer. */
    static boolean isUnreadable(RuntimeException failed) {
        return reason(failed) instanceof XmlParserException;
    }

    private static @Nullable Throwable reason(RuntimeException failed) {
        return failed.getCause() instanceof CompletionException wrapped ? wrapped.getCause() : failed.getCause();
    }

    /** Returns whether a retry cannot succeed. */
    private static boolean isRefusal(int status) {
        return status >= 400 && status < 500 && status != 408 && status != 429;
    }
}
