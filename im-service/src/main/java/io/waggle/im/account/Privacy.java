package io.waggle.im.account;

import org.jspecify.annotations.Nullable;

/**
 * A user's settings for who may find them, send them a friend request, and message them.
 *
 * @param message null if the product's default applies
 */
public record Privacy(Audience find, Audience add, @Nullable Audience message) {}
