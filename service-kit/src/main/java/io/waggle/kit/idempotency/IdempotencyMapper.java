package io.waggle.kit.idempotency;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

@Mapper
interface IdempotencyMapper {

    /** Inserts a request. Fails on the primary key if there is a first request already. */
    void insert(@Param("request") KeyedRequest request, @Param("createdAt") long createdAt);

    @Nullable
    StoredAnswer find(@Param("request") KeyedRequest request);

    /** @return 1 if the caller now owns the unfinished request, 0 if another caller was faster */
    int takeOver(@Param("request") KeyedRequest request, @Param("createdAt") long createdAt, @Param("now") long now);

    void complete(@Param("request") KeyedRequest request, @Param("answer") StoredAnswer answer);

    void delete(@Param("request") KeyedRequest request, @Param("createdAt") long createdAt);

    int deleteBefore(@Param("createdAt") long createdAt, @Param("limit") int limit);
}
