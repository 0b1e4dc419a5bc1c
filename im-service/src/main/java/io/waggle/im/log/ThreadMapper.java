package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

@Mapper
interface ThreadMapper {

    /** The threads to which these entries belong, and how many of the entries each has. */
    List<ThreadLoss> findLosses(@Param("entries") Collection<EntryRef> entries);

    void deleteEntries(@Param("entries") Collection<EntryRef> entries);

    /** Null if the thread has no messages. */
    @Nullable
    EntryRef findLast(@Param("conversationId") Id conversationId, @Param("rootSeq") long rootSeq);

    /** Counts fewer messages of a thread, with the next version of the conversation. */
    void shrink(@Param("loss") ThreadLoss loss, @Param("lastSeq") @Nullable Long lastSeq);

    @Nullable
    ThreadFollow find(@Param("uid") Id uid, @Param("conversationId") Id conversationId, @Param("rootSeq") long rootSeq);

    void setFollowing(
            @Param("uid") Id uid,
            @Param("conversationId") Id conversationId,
            @Param("rootSeq") long rootSeq,
            @Param("following") boolean following);

    /** Moves the user's position in a thread forward. */
    void advanceRead(
            @Param("uid") Id uid,
            @Param("conversationId") Id conversationId,
            @Param("rootSeq") long rootSeq,
            @Param("readSeq") long readSeq);

    /** How many messages of the thread from other users there are after the user's position. */
    int countUnread(@Param("view") View view, @Param("rootSeq") long rootSeq, @Param("readSeq") long readSeq);

    /** The threads that the user follows, in conversations where they are a member, the newest activity first. */
    List<ThreadFollow> findFollowed(
            @Param("uid") Id uid, @Param("after") @Nullable ThreadPlace after, @Param("limit") int limit);

    void deleteFollows(@Param("uid") Id uid);
}
