package io.waggle.im.session;

import org.jspecify.annotations.Nullable;

/** Asks for new tokens. */
record Refresh(@Nullable String refreshToken) {

    @Override
    public String toString() {
        return "Refresh[]";
    }
}
