package io.waggle.im.log;

import io.waggle.im.conversation.Conversation;
import io.waggle.protocol.ErrorCode;

/** What waits in a lane. */
sealed interface LaneTask permits Draft, ChangeTask {

    Conversation conversation();

    /** Ends it without having done it; if it has ended already, it stays as it is. */
    void reject(ErrorCode code);
}
