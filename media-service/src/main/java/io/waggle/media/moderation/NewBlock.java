package io.waggle.media.moderation;

import org.jspecify.annotations.Nullable;

/** @param reason for other moderators to read */
record NewBlock(@Nullable String reason) {}
