package io.waggle.im.account;

import io.waggle.protocol.Id;

/** That someone has named an account's password, a moment ago. */
public final class PasswordProof {

    private final Id uid;
    private final String passwordHash;

    PasswordProof(Id uid, String passwordHash) {
        this.uid = uid;
        this.passwordHash = passwordHash;
    }

    public Id uid() {
        return uid;
    }

    /** Whether the password is still the one that was named. */
    boolean holdsFor(AccountRow row) {
        return passwordHash.equals(row.passwordHash());
    }
}
