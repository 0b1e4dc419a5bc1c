package io.waggle.im.log;

import io.waggle.protocol.v1.Send;
import org.jspecify.annotations.Nullable;

/**
 * The time limits for showing a message.
 *
 * @param expiresAt when it expires; null: never
 * @param burnAfter how many seconds after the reading it expires; null: reading does not limit its time
 */
public record Lifetime(@Nullable Long expiresAt, @Nullable Integer burnAfter) {

    public static final Lifetime UNLIMITED = new Lifetime(null, null);

    /** The lifetime that the sender asked for. */
    public static Lifetime of(Send send) {
        return new Lifetime(
                send.getExpiresAt() == 0 ? null : send.getExpiresAt(),
                send.getBurnAfter() == 0 ? null : send.getBurnAfter());
    }
}
