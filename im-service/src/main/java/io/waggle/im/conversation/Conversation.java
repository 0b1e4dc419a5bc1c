package io.waggle.im.conversation;

import io.waggle.protocol.Id;

/** Where entries go, and who is told of them. */
public sealed interface Conversation {

    Id id();

    /** Two users, the lower uid first; both the same for notes to oneself. */
    record Pair(Id id, Id lowUid, Id highUid) implements Conversation {

        public static Pair of(Id id, Id uid, Id other) {
            return uid.compareTo(other) <= 0 ? new Pair(id, uid, other) : new Pair(id, other, uid);
        }

        /** The other one; oneself in notes to oneself. */
        public Id peerOf(Id uid) {
            return uid.equals(lowUid) ? highUid : lowUid;
        }
    }

    /** A group, whose gid is its conversation's id. */
    record Group(Id id) implements Conversation {}
}
