package io.waggle.im.conversation;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

record ConversationRow(
        Id id, Kind kind, @Nullable Id lowUid, @Nullable Id highUid, long createdAt) {

    enum Kind {
        PAIR,
        GROUP
    }
}
