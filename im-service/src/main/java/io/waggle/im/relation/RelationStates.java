package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.springframework.context.ApplicationEventPublisher;
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
 * <p>Each change between two users first locks the states of both, the one with the lower uid first. Changes of a pair
 * therefore never run at the same time, these locks cannot deadlock, counts are exact, and the versions of a friend list are
 * committed in the order of their numbers: a reader who sees a version has seen all lower ones.
 *
 * <p>The work may run more than once, so it must touch nothing but the database. It may publish events if their listeners touch
 * nothing else either, or are called after the commit.
 */
@Component
public class RelationStates {

    /** InnoDB also locks gaps around unique keys, so even transactions that lock in order may deadlock. */
    private static final int TRIES = 3;

    private final RelationStateMapper mapper;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    RelationStates(RelationStateMapper mapper, TransactionTemplate transaction, ApplicationEventPublisher events) {
        this.mapper = mapper;
        this.transaction = transaction;
        this.events = events;
    }

    /** Changes the relations between two users. */
    public <T> T change(Id uid, Id other, Function<LockedPair, T> work) {
        return changeAll(List.of(uid, other), states -> work.apply(new LockedPair(of(states, uid), of(states, other))));
    }

    /** Changes the relations of one user. */
    public <T> T change(Id uid, Function<RelationState, T> work) {
        return changeAll(List.of(uid), states -> work.apply(of(states, uid)));
    }

    /** Changes the relations of many users. The work receives their states by uid. */
    public <T> T changeAll(Collection<Id> uids, Function<Map<Id, RelationState>, T> work) {
        Set<Id> distinct = Set.copyOf(uids);
        for (int attempt = 1; ; attempt++) {
            try {
                return lockAndWork(distinct, work);
            } catch (PessimisticLockingFailureException failure) {
                if (attempt == TRIES) {
                    throw failure;
                }
            }
        }
    }

    /** Returns the current state without waiting for locks. */
    public RelationState read(Id uid) {
        RelationState state = mapper.find(uid);
        return state == null ? RelationState.empty(uid) : state;
    }

    /** Adds one to the version of each friend list, and {@code more}, which may be negative, to each number of friends. */
    public void friendListChanged(Collection<Id> uids, int more) {
        mapper.friendListChanged(uids, more);
        events.publishEvent(new FriendListsChanged(Set.copyOf(uids)));
    }

    /** Adds {@code more}, which may be negative, to the number of users whom each of them follows. */
    public void followingChanged(Collection<Id> uids, int more) {
        mapper.followingChanged(uids, more);
    }

    /** Adds {@code more}, which may be negative, to the number of followers of each of them. */
    public void followersChanged(Collection<Id> uids, int more) {
        mapper.followersChanged(uids, more);
    }

    /** Records that the tombstones of the user's friend list are deleted up to a version. */
    public void tombstonesSwept(Id uid, long version) {
        mapper.tombstonesSwept(uid, version);
    }

    private <T> T lockAndWork(Set<Id> uids, Function<Map<Id, RelationState>, T> work) {
        Optional<T> done = workIfAllExist(uids, work);
        if (done.isPresent()) {
            return done.get();
        }
        // Outside of the transaction, because an insert locks rows in any order and must therefore hold no other locks.
        uids.forEach(mapper::create);
        return workIfAllExist(uids, work).orElseThrow();
    }

    private <T> Optional<T> workIfAllExist(Set<Id> uids, Function<Map<Id, RelationState>, T> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Map<Id, RelationState> states =
                    mapper.lock(uids).stream().collect(Collectors.toMap(RelationState::uid, Function.identity()));
            return states.size() == uids.size() ? Optional.of(work.apply(states)) : Optional.empty();
        }));
    }

    private static RelationState of(Map<Id, RelationState> states, Id uid) {
        return Objects.requireNonNull(states.get(uid));
    }
}
