package io.waggle.service.idempotency;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

@Mapper
interface IdempotencyMapper {

    /** Fails on the primary key if there is a first request already. */
    void insert(@Param("request") KeyedRequest request, @Param("createdAt") long createdAt);

    @Nullable
    StoredAnswer find(@Param("request") KeyedRequest request);

    /** @return 1 if the unfinished request is now the caller's, 0 if someone else was quicker */
    int takeOver(@Param("request") KeyedRequest request, @Param("createdAt") long createdAt, @Param("now") long now);

    void complete(@Param("request") KeyedRequest request, @Param("answer") StoredAnswer answer);

    void delete(@Param("request") KeyedRequest request, @Param("createdAt") long createdAt);

    int deleteBefore(@Param("createdAt") long createdAt, @Param("limit") int limit);
}
