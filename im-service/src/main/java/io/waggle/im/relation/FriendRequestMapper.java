package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.List;

@Mapper
interface FriendRequestMapper {

    /** Fails on a unique key while the pair has a pending request. */
    void insert(@Param("request") FriendRequestRow request, @Param("pendingPair") byte[] pendingPair);

    /** Pending, expired perhaps. */
    @Nullable
    FriendRequestRow findPending(@Param("pendingPair") byte[] pendingPair);

    @Nullable
    FriendRequestRow find(@Param("id") Id id);

    /** The request is no longer pending, so its pair may have another. */
    void settle(@Param("id") Id id, @Param("state") FriendRequestState state);

    /** Pending requests from and to a user with ids below {@code before}, newest first. */
    List<FriendRequestRow> findPendingOf(
            @Param("uid") Id uid, @Param("now") long now, @Param("before") Id before, @Param("limit") int limit);

    int countPendingFrom(@Param("uid") Id uid, @Param("now") long now);

    List<FriendRequestRow> findExpired(@Param("now") long now, @Param("limit") int limit);

    /** Some that are pending, expired perhaps. */
    List<FriendRequestRow> findSomePendingOf(@Param("uid") Id uid, @Param("limit") int limit);
}
