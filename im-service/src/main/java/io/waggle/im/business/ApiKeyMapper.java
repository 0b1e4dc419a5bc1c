package io.waggle.im.business;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** API keys and the users that belong to their apps. A key that is revoked is deleted. */
@Mapper
interface ApiKeyMapper {

    void insert(ApiKeyRow key);

    @Nullable
    ApiKeyRow find(@Param("id") Id id);

    /** All keys, the oldest first. */
    List<ApiKeyRow> findAll(@Param("afterId") Id afterId, @Param("limit") int limit);

    int delete(@Param("id") Id id);

    void touch(@Param("id") Id id, @Param("usedAt") long usedAt);

    void insertUser(@Param("uid") Id uid, @Param("app") String app, @Param("createdAt") long createdAt);

    /** The app whose user it is; null if it is nobody's. */
    @Nullable
    String findApp(@Param("uid") Id uid);

    List<Id> findUsers(@Param("app") String app, @Param("afterUid") Id afterUid, @Param("limit") int limit);
}
