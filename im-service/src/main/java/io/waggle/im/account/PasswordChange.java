package io.waggle.im.account;

import org.jspecify.annotations.Nullable;

/** Asks for a new password. */
record PasswordChange(
        @Nullable String oldPassword, @Nullable String newPassword) {

    @Override
    public String toString() {
        return "PasswordChange[]";
    }
}
