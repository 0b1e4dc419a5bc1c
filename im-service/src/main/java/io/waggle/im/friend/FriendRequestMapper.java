package io.waggle.im.friend;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.List;

@Mapper
interface FriendRequestMapper {

    /** Fails on a unique key while the pair has a pending request. */
    void insert(@Param("request") FriendRequestRow request, @Param("pendingPair") byte[] pendingPair);

    /** Returns the pending request of the pair, which may have expired. */
    @Nullable
    FriendRequestRow findPending(@Param("pendingPair") byte[] pendingPair);

    @Nullable
    FriendRequestRow find(@Param("id") Id id);

    /** Sets the final state, so that the pair may have a new request. */
    void settle(@Param("id") Id id, @Param("state") FriendRequestState state);

    /** Returns the pending requests from and to a user with ids below {@code before}, newest first. */
    List<FriendRequestRow> findPendingOf(
            @Param("uid") Id uid, @Param("now") long now, @Param("before") Id before, @Param("limit") int limit);

    int countPendingFrom(@Param("uid") Id uid, @Param("now") long now);

    List<FriendRequestRow> findExpired(@Param("now") long now, @Param("limit") int limit);

    /** Returns some pending requests from and to a user. They may have expired. */
    List<FriendRequestRow> findSomePendingOf(@Param("uid") Id uid, @Param("limit") int limit);
}
