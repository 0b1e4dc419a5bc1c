package io.waggle.im.presence;

import org.jspecify.annotations.Nullable;

/** What is absent is nothing: no text, and visible. */
record NewStatus(@Nullable String text, @Nullable Boolean invisible) {}
