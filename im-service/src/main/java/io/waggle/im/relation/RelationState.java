package io.waggle.im.relation;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;

/**
 * One user's row of counts and versions, which is locked while the user's relations are changed.
 *
 * @param version of the friend list; each change adds one
 * @param sweptVersion tombstones up to this version have been deleted
 * @param closed whether the user has deactivated the account
 */
public record RelationState(
        Id uid, long version, long sweptVersion, int friends, long following, long followers, boolean closed) {

    static RelationState empty(Id uid) {
        return new RelationState(uid, 0, 0, 0, 0, 0, false);
    }

    /** Refuses to add anything to the relations of a user who has deactivated the account. */
    public void requireOpen(ErrorCode otherwise) {
        if (closed) {
            throw new Refused(otherwise);
        }
    }
}
