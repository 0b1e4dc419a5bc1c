package io.waggle.im.session;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The table in memory, counting how often it is read. */
final class FakeSigningKeyMapper implements SigningKeyMapper {

    private final List<SigningKeyRow> rows = new CopyOnWriteArrayList<>();
    int reads;

    @Override
    public void insert(SigningKeyRow key) {
        rows.add(key);
    }

    @Override
    public List<SigningKeyRow> findAll() {
        reads++;
        return rows.stream()
                .sorted(Comparator.comparingLong(SigningKeyRow::createdAt)
                        .reversed()
                        .thenComparing(SigningKeyRow::kid))
                .toList();
    }
}
