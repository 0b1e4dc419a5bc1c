package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.List;

@Mapper
interface ExpiryMapper {

    /** Whether others have sent anything that burns after reading, above {@code after} and up to {@code upTo}. */
    boolean burns(
            @Param("conversationId") Id conversationId,
            @Param("reader") Id reader,
            @Param("after") long after,
            @Param("upTo") long upTo);

    /** Starts the time of what burns after reading. The time of an entry that was read before stays as it is. */
    void startBurning(
            @Param("conversationId") Id conversationId,
            @Param("reader") Id reader,
            @Param("after") long after,
            @Param("upTo") long upTo,
            @Param("readAt") long readAt);

    List<EntryRef> findToSweep(@Param("now") long now, @Param("limit") int limit);
}
