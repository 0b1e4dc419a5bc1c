package io.waggle.im.group;

import io.waggle.im.account.Profile;
import io.waggle.im.conversation.Member;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/** A member as the other members see it. */
record GroupMember(
        Id uid, @Nullable String username, @Nullable String nickname, String role, Instant joinedAt) {

    static GroupMember of(Member member, @Nullable Profile profile) {
        return new GroupMember(
                member.uid(),
                profile == null ? null : profile.username(),
                profile == null ? null : profile.nickname(),
                member.role().name().toLowerCase(Locale.ROOT),
                Instant.ofEpochMilli(member.joinedAt()));
    }
}
