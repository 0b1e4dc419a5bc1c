package io.waggle.im.group.member;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;
import java.util.List;

@Mapper
interface BanMapper {

    /** Inserts a ban. A pending request to join counts as having met. Does nothing if the user is banned already. */
    void insert(BanRow ban);

    void delete(@Param("gid") Id gid, @Param("uids") Collection<Id> uids);

    void deleteAll(@Param("gid") Id gid);

    /** The users among these who are banned. */
    List<Id> findAmong(@Param("gid") Id gid, @Param("uids") Collection<Id> uids);

    /** The bans after {@code afterUid}, in the order of the uids. */
    List<BanRow> findPage(@Param("gid") Id gid, @Param("afterUid") Id afterUid, @Param("limit") int limit);
}
