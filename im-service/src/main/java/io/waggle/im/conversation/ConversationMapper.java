package io.waggle.im.conversation;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

@Mapper
interface ConversationMapper {

    void insert(ConversationRow row);

    @Nullable
    Id findPair(@Param("lowUid") Id lowUid, @Param("highUid") Id highUid);

    /** The two of a pair, who may be one. */
    void insertPairMembers(ConversationRow pair);

    /** None of them may be in it already. */
    void insertMembers(@Param("members") Collection<Member> members);

    @Nullable
    Member findMember(@Param("conversationId") Id conversationId, @Param("uid") Id uid);

    List<Id> findUids(@Param("conversationId") Id conversationId, @Param("uids") Collection<Id> uids);

    List<Member> findMembers(
            @Param("conversationId") Id conversationId, @Param("afterUid") Id afterUid, @Param("limit") int limit);

    int countMembers(@Param("conversationId") Id conversationId);

    List<Id> findGroupsOf(@Param("uid") Id uid);

    boolean isGroupShared(@Param("uid") Id uid, @Param("other") Id other);

    /** Keeps changes of one conversation's members apart until the transaction ends. */
    @Nullable
    Id lock(@Param("conversationId") Id conversationId);
}
