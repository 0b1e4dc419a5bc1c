package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.List;

@Mapper
interface ExpiryMapper {

    /** Whether others' entries above {@code after} and up to {@code upTo} include any that burn after reading. */
    boolean burns(
            @Param("conversationId") Id conversationId,
            @Param("reader") Id reader,
            @Param("after") long after,
            @Param("upTo") long upTo);

    /** Starts the burn time of the entries that burn after reading. It does not change for an entry that was read before. */
    void startBurning(
            @Param("conversationId") Id conversationId,
            @Param("reader") Id reader,
            @Param("after") long after,
            @Param("upTo") long upTo,
            @Param("readAt") long readAt);

    List<EntryRef> findToSweep(@Param("now") long now, @Param("limit") int limit);
}
