package io.waggle.im.business;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** API keys. One that is revoked is deleted. */
@Mapper
interface ApiKeyMapper {

    void insert(ApiKeyRow key);

    @Nullable
    ApiKeyRow find(@Param("id") Id id);

    /** All keys, the oldest first. */
    List<ApiKeyRow> findAll(@Param("afterId") Id afterId, @Param("limit") int limit);

    int delete(@Param("id") Id id);

    void touch(@Param("id") Id id, @Param("usedAt") long usedAt);
}
