package io.waggle.im.friend;

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

    /** Returns the friendships changed after a version, ordered by version. */
    List<FriendshipRow> findChanged(@Param("uid") Id uid, @Param("after") long after, @Param("limit") int limit);

    /** Returns the users among {@code others} who have {@code uid} as a friend and have not blocked them. */
    List<Id> findFriendOf(@Param("uid") Id uid, @Param("others") Collection<Id> others);

    /** Returns some users who have {@code uid} as a friend and have not blocked them. */
    List<Id> findFriendsOf(@Param("uid") Id uid, @Param("limit") int limit);

    /** Returns some users who have {@code uid} as a friend, blocked or not. */
    List<Id> findOwners(@Param("uid") Id uid, @Param("limit") int limit);

    /** Returns the users among {@code others} who have {@code uid} as a friend, blocked or not. */
    List<Id> findOwnersAmong(@Param("uid") Id uid, @Param("others") Collection<Id> others);

    void insertTombstone(Tombstone tombstone);

    void deleteTombstone(@Param("uid") Id uid, @Param("friendUid") Id friendUid);

    /** Returns the tombstones after a version, ordered by version. */
    List<Tombstone> findTombstones(@Param("uid") Id uid, @Param("after") long after, @Param("limit") int limit);

    List<Tombstone> findTombstonesBefore(@Param("removedAt") long removedAt, @Param("limit") int limit);

    void deleteTombstones(@Param("uid") Id uid, @Param("upTo") long upTo);

    /** Deletes {@code friendUid} from the lists of many users. */
    void deleteFrom(@Param("uids") Collection<Id> uids, @Param("friendUid") Id friendUid);

    /** Adds a tombstone of {@code friendUid} to the lists of many users, each with the list's current version. */
    void insertTombstones(
            @Param("uids") Collection<Id> uids, @Param("friendUid") Id friendUid, @Param("removedAt") long removedAt);

    int deleteSome(@Param("uid") Id uid, @Param("limit") int limit);

    int deleteSomeTombstones(@Param("uid") Id uid, @Param("limit") int limit);
}
