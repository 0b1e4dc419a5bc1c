package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

@Mapper
interface CircleMapper {

    /** Locks and returns the existing circles of these users, in the order of their uids. */
    List<Circle> lock(@Param("uids") Collection<Id> uids);

    /** Creates the user's circle. Changes nothing if there is one. */
    void create(@Param("uid") Id uid);

    @Nullable
    Circle find(@Param("uid") Id uid);

    /** Adds one to each version and {@code friends}, which may be negative, to each number of friends. */
    void bump(@Param("uids") Collection<Id> uids, @Param("friends") int friends);

    void addFollowing(@Param("uids") Collection<Id> uids, @Param("count") int count);

    void addFollowers(@Param("uids") Collection<Id> uids, @Param("count") int count);

    void sweepTo(@Param("uid") Id uid, @Param("version") long version);

    /** Closes the user's circle. Creates it closed if there is none. */
    void close(@Param("uid") Id uid);

    void insertDeparture(@Param("uid") Id uid, @Param("createdAt") long createdAt);

    List<Id> findDepartures(@Param("limit") int limit);

    void deleteDeparture(@Param("uid") Id uid);
}
