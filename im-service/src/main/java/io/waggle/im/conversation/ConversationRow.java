package io.waggle.im.conversation;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

record ConversationRow(
        Id id, Kind kind, @Nullable Id lowUid, @Nullable Id highUid, long createdAt) {

    Conversation toConversation() {
        return lowUid == null || highUid == null
                ? new Conversation.Group(id)
                : new Conversation.Pair(id, lowUid, highUid);
    }

    enum Kind {
        PAIR,
        GROUP
    }
}
