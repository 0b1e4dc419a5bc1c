package io.waggle.im.conversation;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

@Mapper
interface HeadMapper {

    /** The time of the newest entry of all conversations; null if there is none. */
    @Nullable
    Long findNewestAt();

    List<Head> findSince(@Param("lastAt") long lastAt);

    List<Head> find(@Param("conversationIds") Collection<Id> conversationIds);
}
