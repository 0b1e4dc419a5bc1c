package io.waggle.media.moderation;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

@Mapper
interface BlockMapper {

    void insert(
            @Param("sha256") byte[] sha256,
            @Param("reason") String reason,
            @Param("blockedBy") Id blockedBy,
            @Param("createdAt") long createdAt);

    void delete(@Param("sha256") byte[] sha256);

    boolean exists(@Param("sha256") byte[] sha256);
}
