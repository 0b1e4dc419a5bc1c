package io.waggle.im.group;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.List;

@Mapper
interface DepartureMapper {

    void insert(@Param("uid") Id uid, @Param("createdAt") long createdAt);

    /** The departing users after {@code afterUid}, in the order of their uids. */
    List<Id> find(@Param("afterUid") Id afterUid, @Param("limit") int limit);

    void deleteBefore(@Param("uid") Id uid, @Param("createdBefore") long createdBefore);
}
