package io.waggle.im.group;

import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.im.conversation.Member;
import io.waggle.im.http.Patch;
import io.waggle.kit.http.Check;
import io.waggle.kit.names.Names;
import org.jspecify.annotations.Nullable;

/** A partial update of a member's own names: names left out stay as they are; null removes a name. */
record MemberPatch(
        @Schema(minLength = 1, maxLength = 64) Patch<String> nickname,
        @Schema(minLength = 1, maxLength = 64) Patch<String> remark) {

    private static final int LENGTH = 64;

    Member over(Member member) {
        return new Member(
                member.conversationId(),
                member.uid(),
                member.role(),
                member.joinedSeq(),
                member.readSeq(),
                member.clearedSeq(),
                member.hidesEntries(),
                member.joinedAt(),
                nickname.over(member.nickname(), MemberPatch::nickname),
                remark.over(member.remark(), text -> Check.optionalLine("remark", text, LENGTH)),
                member.mutedUntil());
    }

    private static @Nullable String nickname(@Nullable String given) {
        return given == null ? null : Names.ofPerson("nickname", given, LENGTH);
    }
}
