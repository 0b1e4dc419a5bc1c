package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

@Mapper
interface FriendMapper {

    void insert(FriendshipRow friendship);

    void update(FriendshipRow friendship);

    int delete(@Param("uid") Id uid, @Param("friendUid") Id friendUid);

    @Nullable
    FriendshipRow find(@Param("uid") Id uid, @Param("friendUid") Id friendUid);

    List<FriendshipRow> findAll(@Param("uid") Id uid, @Param("afterUid") Id afterUid, @Param("limit") int limit);

    /** Those that changed after a version, in the order of their versions. */
    List<FriendshipRow> findChanged(@Param("uid") Id uid, @Param("after") long after, @Param("limit") int limit);

    /** Those of {@code others} who count {@code uid} among their friends and have not blocked it. */
    List<Id> findFriendOf(@Param("uid") Id uid, @Param("others") Collection<Id> others);

    /** Some of those who count {@code uid} among their friends and have not blocked it. */
    List<Id> findFriendsOf(@Param("uid") Id uid, @Param("limit") int limit);

    /** Some of those who count {@code uid} among their friends. */
    List<Id> findWhoCount(@Param("uid") Id uid, @Param("limit") int limit);

    /** Those of {@code others} who count {@code uid} among their friends, blocked or not. */
    List<Id> findWhoCountAmong(@Param("uid") Id uid, @Param("others") Collection<Id> others);

    void bury(Tombstone tombstone);

    void unbury(@Param("uid") Id uid, @Param("friendUid") Id friendUid);

    /** Those after a version, in the order of their versions. */
    List<Tombstone> findTombstones(@Param("uid") Id uid, @Param("after") long after, @Param("limit") int limit);

    List<Tombstone> findTombstonesBefore(@Param("removedAt") long removedAt, @Param("limit") int limit);

    void deleteTombstones(@Param("uid") Id uid, @Param("upTo") long upTo);

    /** Deletes {@code friendUid} from the lists of many. */
    void deleteFrom(@Param("uids") Collection<Id> uids, @Param("friendUid") Id friendUid);

    /** Buries {@code friendUid} in the lists of many, at the version that each has now. */
    void buryIn(
            @Param("uids") Collection<Id> uids, @Param("friendUid") Id friendUid, @Param("removedAt") long removedAt);

    int deleteSome(@Param("uid") Id uid, @Param("limit") int limit);

    int deleteSomeTombstones(@Param("uid") Id uid, @Param("limit") int limit);
}
