package io.waggle.im.group;

import io.waggle.im.conversation.Role;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * A member's right to write to the group.
 *
 * @param mutedUntil until when the member is muted; 0: until an admin unmutes them; null: not muted
 * @param muteAll whether only the owner and the admins may write
 * @param slowMode the seconds that a plain member has to wait between two messages; 0: none
 */
public record Speaker(Role role, @Nullable Long mutedUntil, boolean muteAll, int slowMode) {

    /** Returns whether the member may recall the messages of others, at any time. */
    public boolean mayRecallOthers() {
        return GroupPermission.RECALL.allows(role, Inviters.ADMINS);
    }

    /** Returns whether the member may pin and unpin messages for all members. */
    public boolean mayPin() {
        return GroupPermission.PIN.allows(role, Inviters.ADMINS);
    }

    /** Returns whether the member may mention all members. */
    public boolean mayMentionAll() {
        return GroupPermission.MENTION_ALL.allows(role, Inviters.ADMINS);
    }

    /** The time that the member has to wait between two messages; zero: none. */
    public Duration pause() {
        boolean mayAtAnyTime = GroupPermission.SPEAK_IN_SLOW_MODE.allows(role, Inviters.ADMINS);
        return mayAtAnyTime ? Duration.ZERO : Duration.ofSeconds(slowMode);
    }

    public boolean maySpeakAt(long now) {
        return whyMutedAt(now) == null;
    }

    /** The reason why the member may not write now, with its end; null if they may write. */
    public @Nullable String whyMutedAt(long now) {
        if (mutedUntil != null && mutedUntil == 0) {
            return "you may not write here until an admin unmutes you";
        }
        if (mutedUntil != null && now < mutedUntil) {
            return "you may not write here until " + Instant.ofEpochMilli(mutedUntil);
        }
        boolean mayWhileAllAreMuted = GroupPermission.SPEAK_WHILE_ALL_ARE_MUTED.allows(role, Inviters.ADMINS);
        return muteAll && !mayWhileAllAreMuted ? "only the owner and the admins may write here for now" : null;
    }
}
