package io.waggle.im.friend;

import io.waggle.im.relation.RelationStates;
import io.waggle.protocol.Id;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Cleans up regularly: settles expired requests and deletes old tombstones. */
@Component
class FriendSweep {

    private static final int AT_ONCE = 1_000;

    private final FriendRequestMapper requestMapper;
    private final FriendRequestTransactions requests;
    private final FriendMapper friends;
    private final RelationStates states;
    private final FriendProperties properties;
    private final Clock clock;

    FriendSweep(
            FriendRequestMapper requestMapper,
            FriendRequestTransactions requests,
            FriendMapper friends,
            RelationStates states,
            FriendProperties properties,
            Clock clock) {
        this.requestMapper = requestMapper;
        this.requests = requests;
        this.friends = friends;
        this.states = states;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void sweep() {
        while (expireRequests() == AT_ONCE) {}
        while (sweepTombstones() == AT_ONCE) {}
    }

    private int expireRequests() {
        List<FriendRequestRow> expired = requestMapper.findExpired(clock.millis(), AT_ONCE);
        expired.forEach(request -> requests.settleIfPending(request, FriendRequestState.EXPIRED));
        return expired.size();
    }

    /** Deletes a list's tombstones from the oldest on, so that one version says up to where they are deleted. */
    private int sweepTombstones() {
        long before = clock.millis() - properties.tombstoneLife().toMillis();
        List<Tombstone> old = friends.findTombstonesBefore(before, AT_ONCE);
        Map<Id, Long> upTo = old.stream().collect(Collectors.toMap(Tombstone::uid, Tombstone::version, Math::max));
        upTo.forEach((uid, version) -> states.change(uid, state -> {
            friends.deleteTombstones(uid, version);
            states.tombstonesSwept(uid, version);
            return version;
        }));
        return old.size();
    }
}
