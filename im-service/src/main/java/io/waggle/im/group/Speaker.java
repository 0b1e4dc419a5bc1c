package io.waggle.im.group;

import io.waggle.im.conversation.Role;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A member as one who writes to the group.
 *
 * @param mutedUntil it may not until then; 0: until an admin lets it; null: it may
 * @param muteAll whether only those may write who have a say in the group
 */
public record Speaker(Role role, @Nullable Long mutedUntil, boolean muteAll) {

    public boolean maySpeakAt(long now) {
        return whyMutedAt(now) == null;
    }

    /** Why the member may not write now, and until when; null if it may. */
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
