package io.waggle.im.conversation;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Set;

@Mapper
interface MembershipMapper {

    /** Inserts members. None of them may be a member already. */
    void insert(
            @Param("conversationId") Id conversationId,
            @Param("uids") Collection<Id> uids,
            @Param("joinedSeq") long joinedSeq,
            @Param("readSeq") long readSeq,
            @Param("joinedAt") long joinedAt);

    /** Records that a member has left, for their conversation list; for all members if uid is null. */
    void insertLeft(
            @Param("conversationId") Id conversationId, @Param("uid") @Nullable Id uid, @Param("leftAt") long leftAt);

    /** Deletes a member; all members if uid is null. */
    void delete(@Param("conversationId") Id conversationId, @Param("uid") @Nullable Id uid);

    Set<Id> findUids(@Param("conversationId") Id conversationId, @Param("uids") Collection<Id> uids);

    /** The members after {@code afterUid}, in the order of their uids. */
    List<Member> findPage(
            @Param("conversationId") Id conversationId, @Param("afterUid") Id afterUid, @Param("limit") int limit);

    /** The members who joined by that time and have read up to the entry, in the order of their uids. */
    List<Member> findReaders(
            @Param("conversationId") Id conversationId, @Param("seq") long seq, @Param("joinedAt") long joinedAt);

    List<Id> findStaff(@Param("conversationId") Id conversationId);

    /** The member with this role who joined first, other than {@code without}. */
    @Nullable
    Id findEldest(@Param("conversationId") Id conversationId, @Param("role") Role role, @Param("without") Id without);

    /** The users among these who are in at least this many groups. */
    List<Id> findInGroups(@Param("uids") Collection<Id> uids, @Param("groups") int groups);

    void updateRole(@Param("conversationId") Id conversationId, @Param("uid") Id uid, @Param("role") Role role);

    void updateMuted(
            @Param("conversationId") Id conversationId, @Param("uid") Id uid, @Param("until") @Nullable Long until);

    void updateNames(
            @Param("conversationId") Id conversationId,
            @Param("uid") Id uid,
            @Param("nickname") @Nullable String nickname,
            @Param("remark") @Nullable String remark,
            @Param("changedAt") long changedAt);
}
