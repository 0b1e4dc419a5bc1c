package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;
import java.util.List;
import java.util.Set;

@Mapper
interface HiddenEntryMapper {

    /** The entries among these that the user has deleted for themselves. */
    Set<Long> findAmong(
            @Param("uid") Id uid, @Param("conversationId") Id conversationId, @Param("seqs") Collection<Long> seqs);

    List<Long> findPage(
            @Param("uid") Id uid,
            @Param("conversationId") Id conversationId,
            @Param("after") long after,
            @Param("limit") int limit);

    void insert(@Param("uid") Id uid, @Param("conversationId") Id conversationId, @Param("seqs") Collection<Long> seqs);
}
