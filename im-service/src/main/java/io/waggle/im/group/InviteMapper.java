package io.waggle.im.group;

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

    /** @param maker whose; null: everyone's */
    List<InviteRow> findOf(@Param("gid") Id gid, @Param("maker") @Nullable Id maker);

    int countOf(@Param("gid") Id gid, @Param("maker") Id maker);

    /** It has let one in; of one that lets in as many as like nothing changes. */
    void use(@Param("code") String code);

    void delete(@Param("code") String code);

    void deleteOf(@Param("gid") Id gid, @Param("maker") Id maker);

    /** Those that let nobody in any more. */
    void deleteSpent(@Param("gid") Id gid, @Param("now") long now);

    void deleteAll(@Param("gid") Id gid);
}
