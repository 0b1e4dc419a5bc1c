package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

@Mapper
interface TiesMapper {

    Ties find(@Param("sender") Id sender, @Param("recipient") Id recipient);
}
