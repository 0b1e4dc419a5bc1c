package io.waggle.im.conversation;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * How a member arranges a conversation for itself, or would; null: it stays as it is.
 *
 * @param hidden not listed before there is a new entry
 * @param draft empty: there is none
 */
public record Arrangement(
        @Nullable Boolean muted,
        @Nullable Boolean pinned,
        @Nullable Boolean hidden,
        @Schema(maxLength = 8192) @Nullable String draft) {

    public boolean saysNothing() {
        return muted == null && pinned == null && hidden == null && draft == null;
    }

    /** What of it is not so already. */
    Arrangement without(Arrangement present) {
        return new Arrangement(
                changed(muted, present.muted),
                changed(pinned, present.pinned),
                changed(hidden, present.hidden),
                changed(draft, present.draft));
    }

    private static <T> @Nullable T changed(@Nullable T wanted, @Nullable T present) {
        return Objects.equals(wanted, present) ? null : wanted;
    }
}
