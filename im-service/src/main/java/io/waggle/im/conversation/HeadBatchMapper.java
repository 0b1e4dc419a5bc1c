package io.waggle.im.conversation;

/** Writes heads through the batch session, which queues the rows until it is flushed. */
interface HeadBatchMapper {

    void advance(Head head);
}
