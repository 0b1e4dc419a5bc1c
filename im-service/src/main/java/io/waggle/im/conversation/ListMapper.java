package io.waggle.im.conversation;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.List;

@Mapper
interface ListMapper {

    List<Listed> findPage(@Param("uid") Id uid, @Param("after") @Nullable ListCursor after, @Param("limit") int limit);

    @Nullable
    Listed find(@Param("uid") Id uid, @Param("conversationId") Id conversationId);

    /** The conversations that changed at that time or later, including hidden ones, in the order of their last change. */
    List<Listed> findMoved(
            @Param("uid") Id uid,
            @Param("since") long since,
            @Param("after") @Nullable TimeCursor after,
            @Param("limit") int limit);

    List<Id> findLeft(@Param("uid") Id uid, @Param("since") long since);

    int deleteLeft(@Param("before") long before, @Param("limit") int limit);

    List<Correspondent> findCorrespondents(
            @Param("uid") Id uid, @Param("after") @Nullable TimeCursor after, @Param("limit") int limit);

    int updateRead(
            @Param("uid") Id uid,
            @Param("conversationId") Id conversationId,
            @Param("seq") long seq,
            @Param("now") long now);

    void updateArrangement(
            @Param("uid") Id uid,
            @Param("conversationId") Id conversationId,
            @Param("change") Arrangement change,
            @Param("lastSeq") long lastSeq,
            @Param("now") long now);

    int updateHides(@Param("uid") Id uid, @Param("conversationId") Id conversationId, @Param("now") long now);

    int updateCleared(
            @Param("uid") Id uid,
            @Param("conversationId") Id conversationId,
            @Param("seq") long seq,
            @Param("now") long now);
}
