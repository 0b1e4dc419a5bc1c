package io.waggle.im.group;

import org.jspecify.annotations.Nullable;

/**
 * @param expiresIn seconds; null: it does not expire
 * @param uses how many it lets in; null: as many as like
 */
record NewInvite(@Nullable Long expiresIn, @Nullable Integer uses) {

    static final NewInvite WITHOUT_END = new NewInvite(null, null);
}
