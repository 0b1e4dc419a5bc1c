package io.waggle.im.presence;

import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Presented;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The connected devices with their brokers, and the times at which devices were last connected. */
@Mapper
interface ConnectionMapper {

    void insert(@Param("node") long node, @Param("devices") Collection<Presented> devices);

    void delete(@Param("node") long node, @Param("dids") Collection<Id> dids);

    /** The devices among these that are connected to the node. */
    Set<Id> findAmong(@Param("node") long node, @Param("dids") Collection<Id> dids);

    List<ConnectionRow> findSome(@Param("node") long node, @Param("limit") int limit);

    /** The users among these who have a connected device. */
    Set<Id> findOnline(@Param("uids") Collection<Id> uids);

    Set<Id> findConnected(@Param("uid") Id uid);

    void noteSeen(@Param("devices") Collection<Presented> devices);

    List<SeenRow> findSeen(@Param("dids") Collection<Id> dids);

    int deleteSeenBefore(@Param("seenAt") long seenAt, @Param("limit") int limit);
}
