package io.waggle.im.account;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Why and for how long someone is to be shut out.
 *
 * @param until left out: until the ban is lifted
 */
record NewBan(@Nullable String reason, @Nullable Instant until) {}
