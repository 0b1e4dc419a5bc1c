package io.waggle.im.audit;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

@Mapper
interface RecalledCopyMapper {

    void insert(RecalledCopyRow copy);

    /** The copy, if it is still to be kept; null if there is none. */
    @Nullable
    RecalledCopyRow find(@Param("conversationId") Id conversationId, @Param("seq") long seq, @Param("now") long now);

    int deleteUntil(@Param("now") long now, @Param("limit") int limit);
}
