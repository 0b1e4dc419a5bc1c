package io.waggle.im.group;

import io.waggle.im.conversation.Member;
import io.waggle.im.http.Patch;
import io.waggle.service.http.Check;

/** What a member changes of its own place: what is left out stays, null takes it away. */
record MemberPatch(Patch<String> nickname, Patch<String> remark) {

    private static final int LENGTH = 64;

    Member over(Member member) {
        return new Member(
                member.conversationId(),
                member.uid(),
                member.role(),
                member.joinedSeq(),
                member.readSeq(),
                member.clearedSeq(),
                member.joinedAt(),
                Check.optionalLine("nickname", nickname.over(member.nickname()), LENGTH),
                Check.optionalLine("remark", remark.over(member.remark()), LENGTH),
                member.mutedUntil());
    }
}
