package io.waggle.im.group;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

@Mapper
interface GroupMapper {

    void insert(GroupRow group);

    @Nullable
    GroupRow find(@Param("gid") Id gid);

    List<GroupRow> findAll(@Param("gids") Collection<Id> gids);
}
