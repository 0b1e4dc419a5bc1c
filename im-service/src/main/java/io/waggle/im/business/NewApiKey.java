package io.waggle.im.business;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A key that is asked for.
 *
 * @param app the business system; all its keys see the same users
 * @param name what tells this key from the app's others
 */
record NewApiKey(
        @Nullable String app,
        @Nullable String name,
        @Nullable List<@Nullable Scope> scopes) {}
