package io.waggle.im.relation;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;

/**
 * A user's relations as a whole.
 *
 * @param version of the friend list: one more with each change
 * @param sweptVersion tombstones up to this version are no longer there
 * @param closed whether the user has deactivated the account
 */
record Circle(Id uid, long version, long sweptVersion, int friends, long following, long followers, boolean closed) {

    static Circle empty(Id uid) {
        return new Circle(uid, 0, 0, 0, 0, 0, false);
    }

    /** Lets nothing be added to relations that are being taken apart. */
    void requireOpen(ErrorCode otherwise) {
        if (closed) {
            throw new Refused(otherwise);
        }
    }
}
