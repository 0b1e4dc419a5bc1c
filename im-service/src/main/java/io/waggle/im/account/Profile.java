package io.waggle.im.account;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * What everyone may know of a user who may know of the user at all.
 *
 * @param username null when the user has deactivated the account; the nickname says so then
 */
public record Profile(
        Id uid,
        @Nullable String username,
        String nickname,
        @Nullable String avatar) {}
