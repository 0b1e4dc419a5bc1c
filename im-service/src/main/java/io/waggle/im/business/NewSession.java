package io.waggle.im.business;

import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.im.session.NewDevice;
import org.jspecify.annotations.Nullable;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/** A request to open a session for a user. */
record NewSession(@Schema(requiredMode = REQUIRED) @Nullable NewDevice device) {}
