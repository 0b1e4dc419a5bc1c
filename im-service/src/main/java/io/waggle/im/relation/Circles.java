package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs the changes of a user's relations one after the other.
 *
 * <p>Each change between two users first locks the circles of both, the one with the lower uid first. Changes of a pair
 * therefore never run at the same time, these locks cannot deadlock, counts are exact, and the versions of a friend list are
 * committed in the order of their numbers: a reader who sees a version has seen all lower ones.
 *
 * <p>The work may run more than once, so it must touch nothing but the database.
 */
@Component
class Circles {

    /** InnoDB also locks gaps around unique keys, so even transactions that lock in order may deadlock. */
    private static final int TRIES = 3;

    private final CircleMapper mapper;
    private final TransactionTemplate transaction;

    Circles(CircleMapper mapper, TransactionTemplate transaction) {
        this.mapper = mapper;
        this.transaction = transaction;
    }

    /** Changes the relations between two users. */
    <T> T change(Id uid, Id other, Function<CirclePair, T> work) {
        return changeAll(
                List.of(uid, other), circles -> work.apply(new CirclePair(of(circles, uid), of(circles, other))));
    }

    /** Changes the relations of one user. */
    <T> T change(Id uid, Function<Circle, T> work) {
        return changeAll(List.of(uid), circles -> work.apply(of(circles, uid)));
    }

    /** Changes the relations of many users. The work receives their circles by uid. */
    <T> T changeAll(Collection<Id> uids, Function<Map<Id, Circle>, T> work) {
        Set<Id> each = Set.copyOf(uids);
        for (int lost = 1; ; lost++) {
            try {
                return lockAndWork(each, work);
            } catch (PessimisticLockingFailureException victim) {
                if (lost == TRIES) {
                    throw victim;
                }
            }
        }
    }

    /** Returns the current circle without waiting for locks. */
    Circle read(Id uid) {
        Circle circle = mapper.find(uid);
        return circle == null ? Circle.empty(uid) : circle;
    }

    private <T> T lockAndWork(Set<Id> uids, Function<Map<Id, Circle>, T> work) {
        Optional<T> done = workIfAllAreThere(uids, work);
        if (done.isPresent()) {
            return done.get();
        }
        // Outside of the transaction, because an insert locks rows in any order and must therefore hold no other locks.
        uids.forEach(mapper::create);
        return workIfAllAreThere(uids, work).orElseThrow();
    }

    private <T> Optional<T> workIfAllAreThere(Set<Id> uids, Function<Map<Id, Circle>, T> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Map<Id, Circle> circles =
                    mapper.lock(uids).stream().collect(Collectors.toMap(Circle::uid, Function.identity()));
            return circles.size() == uids.size() ? Optional.of(work.apply(circles)) : Optional.empty();
        }));
    }

    private static Circle of(Map<Id, Circle> circles, Id uid) {
        return Objects.requireNonNull(circles.get(uid));
    }
}
