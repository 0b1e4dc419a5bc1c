package io.waggle.im.presence;

import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Presented;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Which devices are connected where, and when they were there. */
@Mapper
interface ConnectionMapper {

    void insert(@Param("node") long node, @Param("devices") Collection<Presented> devices);

    void delete(@Param("node") long node, @Param("dids") Collection<Id> dids);

    /** Those of the devices that are connected to the node. */
    Set<Id> findAmong(@Param("node") long node, @Param("dids") Collection<Id> dids);

    List<ConnectionRow> findSome(@Param("node") long node, @Param("limit") int limit);

    /** Those of the users who have a device connected anywhere. */
    Set<Id> findOnline(@Param("uids") Collection<Id> uids);

    Set<Id> findConnected(@Param("uid") Id uid);

    void see(@Param("devices") Collection<Presented> devices);

    List<SeenRow> findSeen(@Param("dids") Collection<Id> dids);

    int deleteSeenBefore(@Param("seenAt") long seenAt, @Param("limit") int limit);
}
