package io.waggle.im.session;

import org.jspecify.annotations.Nullable;

/** Who logs in, and on what. */
record Login(
        @Nullable String username,
        @Nullable String password,
        @Nullable NewDevice device) {

    @Override
    public String toString() {
        return "Login[username=" + username + "]";
    }
}
