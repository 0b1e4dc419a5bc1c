package io.waggle.service.idempotency;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the first request under a key.
 *
 * @param fingerprint in hexadecimal
 * @param status null while that request is still running, and {@code body} with it
 * @param location the header of that name, if there was one
 * @param body sealed
 */
record StoredAnswer(
        String fingerprint,
        @Nullable Integer status,
        @Nullable String location,
        @Nullable ByteString body,
        long createdAt) {}
