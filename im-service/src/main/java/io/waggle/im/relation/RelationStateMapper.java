package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

@Mapper
interface RelationStateMapper {

    /** Locks and returns the existing states of these users, in the order of their uids. */
    List<RelationState> lock(@Param("uids") Collection<Id> uids);

    /** Creates the user's state. Changes nothing if there is one. */
    void create(@Param("uid") Id uid);

    @Nullable
    RelationState find(@Param("uid") Id uid);

    /** Adds one to each version and {@code more}, which may be negative, to each number of friends. */
    void friendListChanged(@Param("uids") Collection<Id> uids, @Param("more") int more);

    void followingChanged(@Param("uids") Collection<Id> uids, @Param("more") int more);

    void followersChanged(@Param("uids") Collection<Id> uids, @Param("more") int more);

    void tombstonesSwept(@Param("uid") Id uid, @Param("version") long version);

    /** Closes the user's state. Creates it closed if there is none. */
    void close(@Param("uid") Id uid);

    void insertDeparture(@Param("uid") Id uid, @Param("createdAt") long createdAt);

    List<Id> findDepartures(@Param("limit") int limit);

    void deleteDeparture(@Param("uid") Id uid);
}
