package io.waggle.im.group.member;

import io.waggle.im.account.Profile;
import io.waggle.im.conversation.Member;
import io.waggle.im.conversation.Role;
import io.waggle.im.group.MuteState;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A member as the other members see it.
 *
 * @param groupNickname the member's name in this group; null if they use their account's nickname
 * @param mutedUntil null if the member is not muted, or is muted until an admin unmutes them
 */
record GroupMember(
        Id uid,
        @Nullable String username,
        @Nullable String nickname,
        @Nullable String avatar,
        @Nullable String groupNickname,
        Role role,
        Instant joinedAt,
        boolean muted,
        @Nullable Instant mutedUntil) {

    static GroupMember of(Member member, @Nullable Profile profile, long now) {
        MuteState muted = MuteState.of(member, now);
        return new GroupMember(
                member.uid(),
                profile == null ? null : profile.username(),
                profile == null ? null : profile.nickname(),
                profile == null ? null : profile.avatar(),
                member.nickname(),
                member.role(),
                Instant.ofEpochMilli(member.joinedAt()),
                muted.muted(),
                muted.until());
    }
}
