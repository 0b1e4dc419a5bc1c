package io.waggle.im.account;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * The part of an account that everyone who can see the user may read.
 *
 * @param username null for a deactivated account; its nickname says that it is deactivated
 */
public record Profile(
        Id uid,
        @Nullable String username,
        String nickname,
        @Nullable String avatar) {}
