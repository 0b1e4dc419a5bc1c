package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/** Asks someone to be friends. */
record NewFriendRequest(@Nullable Id to, @Nullable String greeting) {}
