package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;
import java.util.List;

@Mapper
interface ExpiryMapper {

    /** Of what others have sent to burn after reading, between the two entries. @return how many there are */
    int startBurning(
            @Param("conversationId") Id conversationId,
            @Param("reader") Id reader,
            @Param("after") long after,
            @Param("upTo") long upTo,
            @Param("readAt") long readAt);

    List<Entry> findToSweep(@Param("now") long now, @Param("limit") int limit);

    void deleteMediaReferences(@Param("entries") Collection<Entry> entries);

    void emptyContent(@Param("entries") Collection<Entry> entries);

    void markSwept(@Param("entries") Collection<Entry> entries);
}
