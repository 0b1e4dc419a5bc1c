package io.waggle.im.group;

import io.waggle.im.conversation.Member;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Whether a member is muted now.
 *
 * @param until null if the member is not muted, or is muted until an admin unmutes them
 */
public record MuteState(boolean muted, @Nullable Instant until) {

    public static MuteState of(Member member, long now) {
        Long until = member.mutedUntil();
        if (until == null || (until != 0 && until <= now)) {
            return new MuteState(false, null);
        }
        return new MuteState(true, until == 0 ? null : Instant.ofEpochMilli(until));
    }
}
