package io.waggle.im.group;

import io.waggle.im.conversation.Member;
import io.waggle.im.conversation.Role;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** A group as one of its members sees it. */
record Group(
        Id gid,
        String name,
        @Nullable String avatar,
        Id owner,
        JoinPolicy joinPolicy,
        SharedHistory history,
        Inviters inviters,
        boolean muteAll,
        int slowMode,
        boolean noForwarding,
        @Nullable String announcement,
        int memberCount,
        Instant createdAt,
        Me me) {

    static Group of(ActingMember actor, long now) {
        return of(actor.group(), actor.member(), now);
    }

    static Group of(GroupRow row, Member member, long now) {
        return new Group(
                row.gid(),
                row.name(),
                row.avatar(),
                row.ownerUid(),
                row.joinPolicy(),
                row.history(),
                row.inviters(),
                row.muteAll(),
                row.slowMode(),
                row.noForwarding(),
                row.announcement(),
                row.memberCount(),
                Instant.ofEpochMilli(row.createdAt()),
                Me.of(member, now));
    }

    /** The state that belongs to this member alone. */
    record Me(
            Role role,
            @Nullable String nickname,
            @Nullable String remark,
            boolean muted,
            @Nullable Instant mutedUntil) {

        static Me of(Member member, long now) {
            MuteState muted = MuteState.of(member, now);
            return new Me(member.role(), member.nickname(), member.remark(), muted.muted(), muted.until());
        }
    }
}
