package io.waggle.im.business;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** API keys. A revoked key is deleted. */
@Mapper
interface ApiKeyMapper {

    void insert(ApiKeyRow key);

    @Nullable
    ApiKeyRow find(@Param("id") Id id);

    /** Returns keys after {@code afterId}, oldest first. */
    List<ApiKeyRow> findAll(@Param("afterId") Id afterId, @Param("limit") int limit);

    int delete(@Param("id") Id id);

    void touch(@Param("id") Id id, @Param("usedAt") long usedAt);
}
