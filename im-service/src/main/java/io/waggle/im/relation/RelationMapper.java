package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

@Mapper
interface RelationMapper {

    /** Fails on a unique key while the pair has a pending request. */
    void insertRequest(@Param("request") FriendRequestRow request, @Param("pendingPair") byte[] pendingPair);

    @Nullable
    FriendRequestRow findPending(@Param("pendingPair") byte[] pendingPair);

    /** As it is now, and nobody else answers it until the transaction ends. */
    @Nullable
    FriendRequestRow lockRequest(@Param("id") Id id);

    /** The request is no longer pending, so its pair may have another. */
    void settle(@Param("id") Id id, @Param("state") FriendRequestState state);

    /** Pending requests from and to a user with ids below {@code before}, newest first. */
    List<FriendRequestRow> findPendingOf(
            @Param("uid") Id uid, @Param("now") long now, @Param("before") Id before, @Param("limit") int limit);

    /** Leaves a friendship alone that exists. */
    void insertFriendship(FriendshipRow friendship);

    /** Those of {@code others} who count {@code uid} among their friends. */
    List<Id> findFriendOf(@Param("uid") Id uid, @Param("others") Collection<Id> others);

    /** How many of the two sides of a friendship there are. */
    int countSides(@Param("uid") Id uid, @Param("other") Id other);

    List<FriendshipRow> findFriends(@Param("uid") Id uid, @Param("afterUid") Id afterUid, @Param("limit") int limit);
}
