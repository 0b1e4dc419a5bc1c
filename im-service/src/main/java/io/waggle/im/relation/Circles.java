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
 * Lets one change of a user's relations happen after the other.
 *
 * <p>Whoever changes what is between two users locks both their rows before anything else, the lower uid's first. So two
 * changes of a pair never cross, nobody waits in a circle, what is counted is exact, and the versions of a friend list are
 * committed in the order of their numbers: a reader who sees one has seen all below it.
 *
 * <p>The work may be tried again, so it touches the database alone.
 */
@Component
class Circles {

    /** InnoDB locks gaps around unique keys too, where even those who lock in order may meet. */
    private static final int TRIES = 3;

    private final CircleMapper mapper;
    private final TransactionTemplate transaction;

    Circles(CircleMapper mapper, TransactionTemplate transaction) {
        this.mapper = mapper;
        this.transaction = transaction;
    }

    /** Changes what is between two users. */
    <T> T change(Id uid, Id other, Function<CirclePair, T> work) {
        return changeAll(
                List.of(uid, other), circles -> work.apply(new CirclePair(of(circles, uid), of(circles, other))));
    }

    /** Changes what is one user's alone. */
    <T> T change(Id uid, Function<Circle, T> work) {
        return changeAll(List.of(uid), circles -> work.apply(of(circles, uid)));
    }

    /** Changes what is of many users, by uid. */
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

    /** As it is now, without waiting for those who change it. */
    Circle read(Id uid) {
        Circle circle = mapper.find(uid);
        return circle == null ? Circle.empty(uid) : circle;
    }

    private <T> T lockAndWork(Set<Id> uids, Function<Map<Id, Circle>, T> work) {
        Optional<T> done = workIfAllAreThere(uids, work);
        if (done.isPresent()) {
            return done.get();
        }
        // Outside of the transaction: what locks rows out of their order must hold no others.
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
