package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** Reads the tables of several features, each row by a key. */
@Mapper
interface RelationshipMapper {

    Relationship find(@Param("sender") Id sender, @Param("recipient") Id recipient);

    /** Returns whether the pair has a pending friend request, which may have expired. */
    boolean hasPendingRequest(@Param("pair") byte[] pair);
}
