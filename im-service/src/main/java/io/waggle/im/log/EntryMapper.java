package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;
import java.util.List;

@Mapper
interface EntryMapper {

    List<EntryRow> findByKeys(@Param("keys") Collection<EntryKey> keys);

    /** Entries below {@code before} and above {@code floor}, newest first. */
    List<EntryRow> findBefore(
            @Param("conversationId") Id conversationId,
            @Param("before") long before,
            @Param("floor") long floor,
            @Param("limit") int limit);

    /** Entries above {@code after}, oldest first. */
    List<EntryRow> findAfter(
            @Param("conversationId") Id conversationId, @Param("after") long after, @Param("limit") int limit);

    /** Entries after {@code after} that were committed since a time, oldest first. */
    List<EntryRow> findSince(
            @Param("conversationId") Id conversationId, @Param("after") long after, @Param("since") long since);

    /** Entries above {@code floor} that were amended after a version, in the order of their versions. */
    List<EntryRow> findAmended(
            @Param("conversationId") Id conversationId,
            @Param("since") long since,
            @Param("floor") long floor,
            @Param("limit") int limit);

    List<EntryRow> findEntries(@Param("entries") Collection<EntryRef> entries);

    /** The last entry of this kind of each sender. */
    List<LastMessage> findLastMessages(@Param("authors") Collection<Author> authors, @Param("kind") EntryKind kind);

    /** @param counting the kinds that count as unread */
    List<Unread> findUnread(
            @Param("uid") Id uid,
            @Param("positions") Collection<ReadPosition> positions,
            @Param("counting") Collection<EntryKind> counting,
            @Param("now") long now);
}
