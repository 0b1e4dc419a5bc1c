package io.waggle.im.presence;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

/** Users' presences. Whoever changes some holds them first, in the order of their uids, so nobody waits in a circle. */
@Mapper
interface PresenceMapper {

    /** Makes rows for those that have none, and keeps others from changing any of them until the transaction ends. */
    void hold(@Param("uids") Collection<Id> uids);

    List<PresenceRow> findAll(@Param("uids") Collection<Id> uids);

    @Nullable
    PresenceRow find(@Param("uid") Id uid);

    void update(@Param("rows") Collection<PresenceRow> rows);

    /** Those that have to be told by then, but for those that someone is changing; nobody else changes them meanwhile. */
    List<PresenceRow> holdDue(@Param("now") long now, @Param("limit") int limit);

    List<PresenceRow> findToldSince(@Param("toldAt") long toldAt, @Param("limit") int limit);
}
