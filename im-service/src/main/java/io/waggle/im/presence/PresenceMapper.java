package io.waggle.im.presence;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

/** The users' presences. A transaction that changes rows locks them first, in the order of their uids, to avoid deadlocks. */
@Mapper
interface PresenceMapper {

    /** Locks the users' rows until the transaction ends. Inserts rows for users who have none. */
    void hold(@Param("uids") Collection<Id> uids);

    List<PresenceRow> findAll(@Param("uids") Collection<Id> uids);

    @Nullable
    PresenceRow find(@Param("uid") Id uid);

    void update(@Param("rows") Collection<PresenceRow> rows);

    /** Locks and returns the rows that are due. Skips rows that another transaction has locked. */
    List<PresenceRow> holdDue(@Param("now") long now, @Param("limit") int limit);

    List<PresenceRow> findToldSince(@Param("toldAt") long toldAt, @Param("limit") int limit);
}
