package io.waggle.im.business;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** An API key as administrators see it, without its secret. */
record ApiKey(
        Id id,
        String app,
        String name,
        List<Scope> scopes,
        Instant createdAt,
        @Nullable Instant usedAt) {

    static ApiKey of(ApiKeyRow row) {
        return new ApiKey(
                row.id(),
                row.app(),
                row.name(),
                row.scopeSet().stream().sorted().toList(),
                Instant.ofEpochMilli(row.createdAt()),
                row.usedAt() == null ? null : Instant.ofEpochMilli(row.usedAt()));
    }
}
