package io.waggle.im.log;

import io.waggle.protocol.Id;

/**
 * What a thread is to a user.
 *
 * @param lastAt the time of the thread's newest message; 0: it has none
 */
public record ThreadFollow(Id conversationId, long rootSeq, boolean following, long readSeq, long lastAt) {

    public ThreadPlace place() {
        return new ThreadPlace(lastAt, conversationId, rootSeq);
    }
}
