package io.waggle.im.conversation;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;
import java.util.List;

@Mapper
interface HeadMapper {

    List<Head> find(@Param("conversationIds") Collection<Id> conversationIds);
}
