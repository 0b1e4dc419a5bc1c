package io.waggle.im.conversation;

import io.waggle.protocol.Id;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

@Mapper
interface HeadMapper {

    List<Head> find(@Param("conversationIds") Collection<Id> conversationIds);
}
