package io.waggle.im.log;

import io.waggle.protocol.v1.Send;
import org.jspecify.annotations.Nullable;

/**
 * How long a message may be shown.
 *
 * @param expiresAt from then on it is not; null: for good
 * @param burnAfter nor so many seconds after it was read; null: reading it changes nothing
 */
public record Lifetime(@Nullable Long expiresAt, @Nullable Integer burnAfter) {

    public static final Lifetime UNLIMITED = new Lifetime(null, null);

    /** What its sender wishes. */
    public static Lifetime of(Send send) {
        return new Lifetime(
                send.getExpiresAt() == 0 ? null : send.getExpiresAt(),
                send.getBurnAfter() == 0 ? null : send.getBurnAfter());
    }
}
