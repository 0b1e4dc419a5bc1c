package io.waggle.im.conversation;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * A member's own settings of a conversation, as they are or as the member wants to change them. Null leaves a setting as it is.
 *
 * @param hidden true: the conversation is not listed until it has a new entry
 * @param draft empty if there is no draft
 * @param markedUnread true: shown as unread until the member reads it
 */
public record Arrangement(
        @Nullable Boolean muted,
        @Nullable Boolean pinned,
        @Nullable Boolean hidden,
        @Schema(maxLength = 8192) @Nullable String draft,
        @Nullable Boolean markedUnread) {

    public boolean changesNothing() {
        return muted == null && pinned == null && hidden == null && draft == null && markedUnread == null;
    }

    /** The wanted settings that differ from the present ones; the others are null. */
    Arrangement without(Arrangement present) {
        return new Arrangement(
                changed(muted, present.muted),
                changed(pinned, present.pinned),
                changed(hidden, present.hidden),
                changed(draft, present.draft),
                changed(markedUnread, present.markedUnread));
    }

    private static <T> @Nullable T changed(@Nullable T wanted, @Nullable T present) {
        return Objects.equals(wanted, present) ? null : wanted;
    }
}
