package io.waggle.im.group;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;
import java.util.List;

@Mapper
interface BanMapper {

    /** Who is banned already stays so. */
    void insert(BanRow ban);

    void delete(@Param("gid") Id gid, @Param("uids") Collection<Id> uids);

    void deleteAll(@Param("gid") Id gid);

    /** Those of the users who are banned. */
    List<Id> findAmong(@Param("gid") Id gid, @Param("uids") Collection<Id> uids);

    /** In the order of their uids. */
    List<BanRow> findPage(@Param("gid") Id gid, @Param("afterUid") Id afterUid, @Param("limit") int limit);
}
