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

    /** The group; null if it does not exist or is dissolved. */
    @Nullable
    GroupRow find(@Param("gid") Id gid);

    /** The names of the groups, including dissolved ones. */
    List<NamedGroup> findNames(@Param("gids") Collection<Id> gids);

    @Nullable
    Speaker findSpeaker(@Param("gid") Id gid, @Param("uid") Id uid);

    /** Stores the settings that an admin can change. */
    void update(GroupRow group);

    void updateOwner(@Param("gid") Id gid, @Param("uid") Id uid);

    void addToMemberCount(@Param("gid") Id gid, @Param("change") int change);

    /** Marks the group as dissolved and keeps only its name. */
    void dissolve(@Param("gid") Id gid);
}
