package io.waggle.im.block;

import io.waggle.im.relation.RelatedRow;
import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;
import java.util.List;
import java.util.Set;

@Mapper
interface BlockMapper {

    /** @return 0 if the block already existed */
    int insert(@Param("uid") Id uid, @Param("blockedUid") Id blockedUid, @Param("createdAt") long createdAt);

    int delete(@Param("uid") Id uid, @Param("blockedUid") Id blockedUid);

    List<RelatedRow> findAll(@Param("uid") Id uid, @Param("afterUid") Id afterUid, @Param("limit") int limit);

    /** Returns the blocks between {@code uids} and {@code others}, in both directions. */
    Set<Blocks.Block> findBetween(@Param("uids") Collection<Id> uids, @Param("others") Collection<Id> others);

    int deleteSome(@Param("uid") Id uid, @Param("limit") int limit);

    int deleteSomeAgainst(@Param("uid") Id uid, @Param("limit") int limit);
}
