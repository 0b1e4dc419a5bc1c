package io.waggle.im.group.join;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

@Mapper
interface JoinRequestMapper {

    void insert(JoinRequestRow request);

    @Nullable
    JoinRequestRow find(@Param("gid") Id gid, @Param("id") Id id);

    @Nullable
    JoinRequestRow findOf(@Param("gid") Id gid, @Param("uid") Id uid);

    /** The requests after {@code afterId}, oldest first. */
    List<JoinRequestRow> findPage(@Param("gid") Id gid, @Param("afterId") Id afterId, @Param("limit") int limit);

    void deleteOf(@Param("gid") Id gid, @Param("uids") Collection<Id> uids);

    void deleteAll(@Param("gid") Id gid);
}
