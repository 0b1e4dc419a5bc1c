package io.waggle.im.account;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a user that decide whether they may send or receive a message.
 *
 * @param messages who may message the user; null if the product's default applies
 */
public record Contact(Id uid, Standing standing, @Nullable Audience messages) {}
