package io.waggle.im.account;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * A user as one who writes or is written to.
 *
 * @param messages who may message the user; null: whom the product lets
 */
public record Contact(Id uid, Standing standing, @Nullable Audience messages) {}
