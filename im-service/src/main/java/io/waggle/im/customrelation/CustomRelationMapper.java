package io.waggle.im.customrelation;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

@Mapper
interface CustomRelationMapper {

    /** Fails on the primary key if there is a type of this name. */
    void insertType(RelationTypeRow type);

    void updateType(RelationTypeRow type);

    @Nullable
    RelationTypeRow findType(@Param("name") String name);

    /** Finds the type and prevents its change and deletion until the transaction ends. */
    @Nullable
    RelationTypeRow shareType(@Param("name") String name);

    /** Finds the types and locks them exclusively until the transaction ends. */
    List<RelationTypeRow> lockTypes(@Param("names") Collection<String> names);

    List<RelationTypeRow> findTypes();

    int countTypes();

    void deleteType(@Param("name") String name);

    /** Changes nothing if the relation exists. */
    void insert(CustomRelationRow relation);

    int delete(@Param("type") String type, @Param("uid") Id uid, @Param("otherUid") Id otherUid);

    List<CustomRelationRow> findAll(
            @Param("type") String type,
            @Param("uid") Id uid,
            @Param("afterUid") Id afterUid,
            @Param("limit") int limit);

    int deleteSomeOfType(@Param("type") String type, @Param("limit") int limit);

    int deleteSome(@Param("uid") Id uid, @Param("limit") int limit);

    /** Deletes rows in which {@code uid} is the other user. */
    int deleteSomeOfOthers(@Param("uid") Id uid, @Param("limit") int limit);
}
