package io.waggle.im.log;

import io.waggle.im.conversation.Conversation;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;

import java.util.concurrent.CompletableFuture;

/** A change that waits for its turn in the lane. */
record ChangeTask<T>(Conversation conversation, Id actor, ChangeWork<T> work, CompletableFuture<T> outcome)
        implements LaneTask {

    @Override
    public void reject(ErrorCode code) {
        outcome.completeExceptionally(new Refused(code));
    }
}
