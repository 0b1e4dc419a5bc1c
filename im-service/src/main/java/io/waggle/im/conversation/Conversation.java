package io.waggle.im.conversation;

import io.waggle.protocol.Id;

/** A conversation: a log of entries with members, either a pair or a group. */
public sealed interface Conversation {

    Id id();

    /** Two users, the lower uid first. Both are the same user in the conversation with oneself. */
    record Pair(Id id, Id lowUid, Id highUid) implements Conversation {

        public static Pair of(Id id, Id uid, Id other) {
            return uid.compareTo(other) <= 0 ? new Pair(id, uid, other) : new Pair(id, other, uid);
        }

        /** The other user; the user themselves in the conversation with oneself. */
        public Id peerOf(Id uid) {
            return uid.equals(lowUid) ? highUid : lowUid;
        }
    }

    /** A group. Its gid is its conversation's id. */
    record Group(Id id) implements Conversation {}
}
