package io.waggle.im.group.invite;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.List;

@Mapper
interface InviteMapper {

    void insert(InviteRow invite);

    @Nullable
    InviteRow find(@Param("code") String code);

    /** @param maker the user who made the codes; null for the codes of all */
    List<InviteRow> findOf(@Param("gid") Id gid, @Param("maker") @Nullable Id maker);

    int countOf(@Param("gid") Id gid, @Param("maker") Id maker);

    /** Uses up one of the invite's uses. Does nothing to an unlimited invite. */
    void use(@Param("code") String code);

    void delete(@Param("code") String code);

    void deleteOf(@Param("gid") Id gid, @Param("maker") Id maker);

    /** Deletes expired and used-up invites. */
    void deleteSpent(@Param("gid") Id gid, @Param("now") long now);

    void deleteAll(@Param("gid") Id gid);
}
