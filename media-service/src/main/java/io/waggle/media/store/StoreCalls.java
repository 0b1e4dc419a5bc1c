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

/** How the set-up asks the store: with little patience, and apart by whether it is away or says no. */
final class StoreCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How stores say that they have no such thing, or that this key may not. */
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
     * @throws StoreUnusable if the store refuses it
     * @throws StoreUnavailable if it does not answer, or not now
     */
    static <T> T ask(String what, Call<T> call) {
        try {
            return call.make()
                    .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (MinioException | CompletionException failed) {
            Throwable cause = failed instanceof CompletionException ? failed.getCause() : failed;
            if (cause instanceof ErrorResponseException told
                    && isRefusal(told.response().code())) {
                throw new StoreUnusable(
                        "the store refuses to " + what + " ("
                                + told.response().code() + " "
                                + told.errorResponse().code()
                                + "): look at its address, keys, region and bucket (WAGGLE_S3_…), and at this machine's clock",
                        failed);
            }
            throw new StoreUnavailable(what, failed);
        }
    }

    /**
     * The same; null if the store has no such thing.
     *
     * @throws StoreUnusable if the store refuses it
     * @throws StoreUnavailable if it does not answer, or not now
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

    /** Whether the store did it; if not, it has no such thing. */
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

    /** Whether the store has no such thing. */
    static boolean isUnknown(RuntimeException failed) {
        return reason(failed) instanceof ErrorResponseException told
                && UNKNOWN.contains(told.errorResponse().code());
    }

    /** Whether what the store told is nothing that the client knows. */
    static boolean isUnreadable(RuntimeException failed) {
        return reason(failed) instanceof XmlParserException;
    }

    private static @Nullable Throwable reason(RuntimeException failed) {
        return failed.getCause() instanceof CompletionException wrapped ? wrapped.getCause() : failed.getCause();
    }

    /** Asking again later would not help. */
    private static boolean isRefusal(int status) {
        return status >= 400 && status < 500 && status != 408 && status != 429;
    }
}
