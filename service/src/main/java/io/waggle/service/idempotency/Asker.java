package io.waggle.service.idempotency;

import io.waggle.protocol.Id;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Tells whose keys a request's Idempotency-Key is one of. */
@FunctionalInterface
public interface Asker {

    /** Returns null if the operation is open: nobody is logged in. */
    @Nullable
    Id of(HttpServletRequest request);
}
