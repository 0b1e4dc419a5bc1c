package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;
import java.util.List;

@Mapper
interface MessageMapper {

    List<MessageRow> findByKeys(@Param("keys") Collection<MessageKey> keys);

    /** Entries below {@code before} and above {@code floor}, newest first. */
    List<MessageRow> findBefore(
            @Param("conversationId") Id conversationId,
            @Param("before") long before,
            @Param("floor") long floor,
            @Param("limit") int limit);

    /** Entries above {@code after}, oldest first. */
    List<MessageRow> findAfter(
            @Param("conversationId") Id conversationId, @Param("after") long after, @Param("limit") int limit);

    /** Entries behind {@code after} that were committed since a time, in their order. */
    List<MessageRow> findSince(
            @Param("conversationId") Id conversationId, @Param("after") long after, @Param("since") long since);

    List<MessageRow> findEntries(@Param("entries") Collection<Entry> entries);

    List<Unread> findUnread(@Param("uid") Id uid, @Param("places") Collection<Place> places, @Param("now") long now);
}
