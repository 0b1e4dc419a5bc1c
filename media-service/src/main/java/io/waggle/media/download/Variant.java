package io.waggle.media.download;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

/** A smaller picture of the media. */
enum Variant {
    THUMB,
    POSTER;

    /** Returns null for the media themselves. */
    static @Nullable Variant of(@Nullable String name) {
        return switch (name) {
            case "thumb" -> THUMB;
            case "poster" -> POSTER;
            case null -> null;
            default -> throw new Refused(ErrorCode.INVALID_REQUEST, "variant must be thumb or poster");
        };
    }
}
