package io.waggle.im.message;

/** Through the batch session: rows are queued until it is flushed. */
interface MessageBatchMapper {

    void insert(MessageRow row);
}
