package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;
import java.util.List;

@Mapper
interface EntryMapper {

    List<EntryRow> findByKeys(@Param("keys") Collection<EntryKey> keys);

    /**
     * The entries of a range that pass the filter and that the reader has not deleted for themselves.
     *
     * @param said the kind of the entries that are messages
     * @param following the kinds that are not shown to a reader who has deleted the message that they are about
     */
    List<EntryRow> findPage(
            @Param("view") View view,
            @Param("range") PageRange range,
            @Param("filter") HistoryFilter filter,
            @Param("said") EntryKind said,
            @Param("following") Collection<EntryKind> following,
            @Param("now") long now,
            @Param("limit") int limit);

    /** The entries among these that the reader sees. */
    List<EntryRow> findSeen(
            @Param("view") View view,
            @Param("seqs") Collection<Long> seqs,
            @Param("following") Collection<EntryKind> following);

    /**
     * The newest entry of each conversation that lists show and that the reader has not deleted for themselves.
     *
     * @param previews where to begin
     * @param previewed the kinds that lists show
     */
    List<EntryRef> findPreviews(
            @Param("uid") Id uid,
            @Param("previews") Collection<Preview> previews,
            @Param("previewed") Collection<EntryKind> previewed);

    /** The newest entry of each conversation that was committed before the time; the number is 0 if there is none. */
    List<EntryRef> findLastBefore(@Param("conversationIds") Collection<Id> conversationIds, @Param("time") long time);

    /** Entries above {@code after}, oldest first. */
    List<EntryRow> findAfter(
            @Param("conversationId") Id conversationId, @Param("after") long after, @Param("limit") int limit);

    /** Entries after {@code after} that were committed since a time, oldest first. */
    List<EntryRow> findSince(
            @Param("conversationId") Id conversationId, @Param("after") long after, @Param("since") long since);

    /** The entries that the reader sees and that were amended after a version, in the order of their versions. */
    List<EntryRow> findAmended(
            @Param("view") View view,
            @Param("since") long since,
            @Param("following") Collection<EntryKind> following,
            @Param("limit") int limit);

    List<EntryRow> findEntries(@Param("entries") Collection<EntryRef> entries);

    /** The last entry of this kind of each sender. */
    List<LastMessage> findLastMessages(@Param("authors") Collection<Author> authors, @Param("kind") EntryKind kind);

    /**
     * @param counting the kinds that count as unread
     * @param hides whether the reader has deleted entries of one of these conversations for themselves
     */
    List<Unread> findUnread(
            @Param("uid") Id uid,
            @Param("positions") Collection<ReadPosition> positions,
            @Param("counting") Collection<EntryKind> counting,
            @Param("hides") boolean hides,
            @Param("now") long now);
}
