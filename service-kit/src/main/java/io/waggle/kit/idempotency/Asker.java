package io.waggle.kit.idempotency;

import io.waggle.protocol.Id;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Returns the user who makes a request. Each user has their own Idempotency-Keys. */
@FunctionalInterface
public interface Asker {

    /** Returns null if the operation is open and nobody is logged in. */
    @Nullable
    Id of(HttpServletRequest request);
}
