package io.waggle.im.session;

import org.jspecify.annotations.Nullable;

/** What a session is opened on. */
public record NewDevice(@Nullable String name, @Nullable Platform platform) {}
