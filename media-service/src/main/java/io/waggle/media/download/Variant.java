package io.waggle.media.download;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

/** A smaller picture of something. */
enum Variant {
    THUMB,
    POSTER;

    /** Null: the thing itself. */
    static @Nullable Variant of(@Nullable String name) {
        return switch (name) {
            case "thumb" -> THUMB;
            case "poster" -> POSTER;
            case null -> null;
            default -> throw new Refused(ErrorCode.INVALID_REQUEST, "variant is thumb or poster");
        };
    }
}
