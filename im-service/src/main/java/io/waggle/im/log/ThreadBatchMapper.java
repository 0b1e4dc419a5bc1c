package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Param;

/** Writes the messages of threads through the batch session, like {@link EntryBatchMapper}. */
interface ThreadBatchMapper {

    void insert(EntryRow row);

    /** Counts new messages of a thread, with the next version of the conversation. */
    void grow(ThreadGrowth growth);

    /** Lets the sender of the root follow the thread, unless they have decided before. */
    void followOwn(@Param("conversationId") Id conversationId, @Param("rootSeq") long rootSeq);

    /** Lets the sender of a message of the thread follow it, unless they have decided before. */
    void follow(EntryRow row);
}
