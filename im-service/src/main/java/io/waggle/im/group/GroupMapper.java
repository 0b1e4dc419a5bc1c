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

    /** Null if it is dissolved. */
    @Nullable
    GroupRow find(@Param("gid") Id gid);

    /** Dissolved ones too. */
    List<NamedGroup> findNames(@Param("gids") Collection<Id> gids);

    @Nullable
    Speaker findSpeaker(@Param("gid") Id gid, @Param("uid") Id uid);

    /** What an admin can change. */
    void update(GroupRow group);

    void updateOwner(@Param("gid") Id gid, @Param("uid") Id uid);

    void addToMemberCount(@Param("gid") Id gid, @Param("change") int change);

    /** Leaves nothing of it but its name. */
    void dissolve(@Param("gid") Id gid);
}
