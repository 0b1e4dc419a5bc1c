package io.waggle.im.log;

import io.waggle.protocol.Id;

/** A stored reaction. */
record ReactionRow(Id conversationId, long seq, Id uid, String emoji, long createdAt) {

    Key key() {
        return new Key(uid, emoji);
    }

    /** Tells the reactions to one message apart. */
    record Key(Id uid, String emoji) {}
}
