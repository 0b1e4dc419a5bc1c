package io.waggle.im.account;

import org.jspecify.annotations.Nullable;

/**
 * Who may find a user, ask to be a friend, and write.
 *
 * @param message null: whom the product lets
 */
public record Privacy(Audience find, Audience add, @Nullable Audience message) {}
