package io.waggle.im.conversation;

/** Through the batch session: rows are queued until it is flushed. */
interface HeadBatchMapper {

    void advance(Head head);
}
