package io.waggle.im.business;

import io.waggle.im.session.NewDevice;
import org.jspecify.annotations.Nullable;

/** A session that is to be opened for a user. */
record NewSession(@Nullable NewDevice device) {}
