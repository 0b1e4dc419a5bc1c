package io.waggle.im.account;

import org.jspecify.annotations.Nullable;

/** Asks to give the account up; the password shows that it is the user who asks. */
record Deactivation(@Nullable String password) {

    @Override
    public String toString() {
        return "Deactivation[]";
    }
}
