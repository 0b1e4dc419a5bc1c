package io.waggle.kit.idempotency;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The table in memory. */
final class FakeIdempotencyMapper implements IdempotencyMapper {

    private final Map<String, StoredAnswer> rows = new HashMap<>();

    @Override
    public void insert(KeyedRequest request, long createdAt) {
        StoredAnswer row = new StoredAnswer(request.fingerprint(), null, null, null, createdAt);
        if (rows.putIfAbsent(key(request), row) != null) {
            throw new DuplicateKeyException("PRIMARY");
        }
    }

    @Override
    public @Nullable StoredAnswer find(KeyedRequest request) {
        return rows.get(key(request));
    }

    @Override
    public int takeOver(KeyedRequest request, long createdAt, long now) {
        if (!isClaim(request, createdAt)) {
            return 0;
        }
        rows.put(key(request), new StoredAnswer(request.fingerprint(), null, null, null, now));
        return 1;
    }

    @Override
    public void complete(KeyedRequest request, StoredAnswer answer) {
        if (isClaim(request, answer.createdAt())) {
            rows.put(key(request), answer);
        }
    }

    @Override
    public void delete(KeyedRequest request, long createdAt) {
        if (isClaim(request, createdAt)) {
            rows.remove(key(request));
        }
    }

    @Override
    public int deleteBefore(long createdAt, int limit) {
        int before = rows.size();
        rows.values().removeIf(row -> row.createdAt() < createdAt);
        return Math.min(limit, before - rows.size());
    }

    Collection<StoredAnswer> rows() {
        return rows.values();
    }

    private boolean isClaim(KeyedRequest request, long createdAt) {
        StoredAnswer row = rows.get(key(request));
        return row != null && row.status() == null && row.createdAt() == createdAt;
    }

    private static String key(KeyedRequest request) {
        return request.uid() + "/" + request.name();
    }
}
