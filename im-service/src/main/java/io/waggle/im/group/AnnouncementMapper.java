package io.waggle.im.group;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.List;

@Mapper
interface AnnouncementMapper {

    void insert(AnnouncementRow announcement);

    /** The announcements before {@code beforeId}, newest first. */
    List<AnnouncementRow> findPage(@Param("gid") Id gid, @Param("beforeId") Id beforeId, @Param("limit") int limit);

    void deleteAll(@Param("gid") Id gid);
}
