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

    List<ConversationRow> find(@Param("ids") Collection<Id> ids);

    @Nullable
    Id findPair(@Param("lowUid") Id lowUid, @Param("highUid") Id highUid);

    /** Inserts the two members of a pair; one member in the conversation with oneself. */
    void insertPairMembers(ConversationRow pair);

    @Nullable
    Member findMember(@Param("conversationId") Id conversationId, @Param("uid") Id uid);

    List<Id> findGroupsOf(@Param("uid") Id uid);

    boolean isGroupShared(@Param("uid") Id uid, @Param("other") Id other);
}
