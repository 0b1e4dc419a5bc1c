package io.waggle.im.relation;

import io.waggle.protocol.Id;

/** Removes the relations of one feature from users who have deactivated their account. */
public interface RelationCleanup {

    /**
     * Removes some relations of the user, in small transactions. It is called until it returns false. Nothing is added meanwhile,
     * since the user's {@link RelationState} is closed.
     *
     * @param limit how many rows one transaction may change
     * @return whether there were any
     */
    boolean removeSome(Id uid, int limit);
}
