package io.waggle.im.relation;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;

/**
 * The state of all relations of one user.
 *
 * @param version of the friend list; each change adds one
 * @param sweptVersion tombstones up to this version have been deleted
 * @param closed whether the user has deactivated the account
 */
record Circle(Id uid, long version, long sweptVersion, int friends, long following, long followers, boolean closed) {

    static Circle empty(Id uid) {
        return new Circle(uid, 0, 0, 0, 0, 0, false);
    }

    /** Refuses to add anything to the relations of a user who has deactivated the account. */
    void requireOpen(ErrorCode otherwise) {
        if (closed) {
            throw new Refused(otherwise);
        }
    }
}
