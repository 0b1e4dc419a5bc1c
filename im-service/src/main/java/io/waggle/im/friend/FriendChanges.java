package io.waggle.im.friend;

import io.waggle.im.relation.RelationState;
import io.waggle.im.relation.RelationStates;
import io.waggle.protocol.Id;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/** Reads the changes of a friend list. */
@Component
class FriendChanges {

    private final FriendMapper friends;
    private final RelationStates states;
    private final TransactionTemplate snapshot;

    FriendChanges(FriendMapper friends, RelationStates states, PlatformTransactionManager transactions) {
        this.friends = friends;
        this.states = states;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Some of the changes, ordered by version. */
    record Part(List<FriendshipRow> changed, List<Id> removed, ListVersion version, boolean more) {}

    /** Reads the version and the changes in one snapshot, so that a sweep that runs in the meantime cannot hide a removal. */
    Part since(Id uid, ListVersion since, int limit) {
        return Objects.requireNonNull(snapshot.execute(status -> {
            RelationState state = states.read(uid);
            ListVersion from = since.checkedFor(state);
            return part(
                    friends.findChanged(uid, from.at(), limit + 1),
                    friends.findTombstones(uid, from.knownFrom(), limit + 1),
                    from.upTo(state.version()),
                    limit);
        }));
    }

    private static Part part(List<FriendshipRow> changed, List<Tombstone> removed, ListVersion whole, int limit) {
        boolean more = changed.size() + removed.size() > limit;
        long last = more ? lastOf(changed, removed, limit) : whole.at();
        return new Part(
                changed.stream().filter(row -> row.version() <= last).toList(),
                removed.stream()
                        .filter(tombstone -> tombstone.version() <= last)
                        .map(Tombstone::friendUid)
                        .toList(),
                whole.upTo(last),
                more);
    }

    /** Returns the version of the last change that fits into the limit. */
    private static long lastOf(List<FriendshipRow> changed, List<Tombstone> removed, int limit) {
        return LongStream.concat(
                        changed.stream().mapToLong(FriendshipRow::version),
                        removed.stream().mapToLong(Tombstone::version))
                .sorted()
                .skip(limit - 1L)
                .findFirst()
                .orElseThrow();
    }
}
