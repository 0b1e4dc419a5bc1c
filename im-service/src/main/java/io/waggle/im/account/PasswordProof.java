package io.waggle.im.account;

import io.waggle.protocol.Id;

/** Proof that the caller has just given an account's password. */
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

    /** Returns whether the account still has the password that was given. */
    boolean holdsFor(AccountRow row) {
        return passwordHash.equals(row.passwordHash());
    }
}
