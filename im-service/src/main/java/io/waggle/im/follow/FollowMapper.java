package io.waggle.im.follow;

import io.waggle.im.relation.RelatedRow;
import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;
import java.util.List;

@Mapper
interface FollowMapper {

    /** @return 0 if the follow already existed */
    int insert(@Param("uid") Id uid, @Param("followedUid") Id followedUid, @Param("createdAt") long createdAt);

    int delete(@Param("uid") Id uid, @Param("followedUid") Id followedUid);

    List<RelatedRow> findFollowed(@Param("uid") Id uid, @Param("afterUid") Id afterUid, @Param("limit") int limit);

    List<RelatedRow> findFollowers(@Param("uid") Id uid, @Param("afterUid") Id afterUid, @Param("limit") int limit);

    /** Returns the users among {@code others} whom {@code uid} follows. */
    List<Id> findFollowedAmong(@Param("uid") Id uid, @Param("others") Collection<Id> others);

    /** Returns the users among {@code others} who follow {@code uid}. */
    List<Id> findFollowersAmong(@Param("uid") Id uid, @Param("others") Collection<Id> others);

    void deleteFollowed(@Param("uid") Id uid, @Param("others") Collection<Id> others);

    void deleteFollowers(@Param("uid") Id uid, @Param("others") Collection<Id> others);
}
