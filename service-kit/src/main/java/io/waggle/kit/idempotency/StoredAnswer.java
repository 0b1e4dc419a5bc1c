package io.waggle.kit.idempotency;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The stored state of the first request under a key.
 *
 * @param fingerprint in hexadecimal
 * @param status null while that request is running; {@code body} is null then too
 * @param location the Location header, if there was one
 * @param body the encrypted body
 */
record StoredAnswer(
        String fingerprint,
        @Nullable Integer status,
        @Nullable String location,
        @Nullable ByteString body,
        long createdAt) {}
