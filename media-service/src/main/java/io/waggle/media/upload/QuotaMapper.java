package io.waggle.media.upload;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

@Mapper
interface QuotaMapper {

    void add(@Param("uid") Id uid, @Param("day") int day, @Param("bytes") long bytes);

    Used find(@Param("uid") Id uid, @Param("day") int day);

    void deleteBefore(@Param("day") int day);

    record Used(int uploads, long bytes) {}
}
