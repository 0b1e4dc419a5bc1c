package io.waggle.im.pin;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;
import java.util.List;

@Mapper
interface PinMapper {

    /** All pins of a conversation, the newest first. */
    List<PinRow> find(@Param("conversationId") Id conversationId);

    void insert(PinRow pin);

    /** Deletes the pins of these messages, and returns how many there were. */
    int delete(@Param("conversationId") Id conversationId, @Param("seqs") Collection<Long> seqs);
}
