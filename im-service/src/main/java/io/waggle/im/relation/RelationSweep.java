package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Cleans up regularly: settles expired requests, deletes old tombstones, and completes unfinished departures. */
@Component
class RelationSweep {

    private static final int AT_ONCE = 1_000;

    private final FriendRequestMapper requestMapper;
    private final FriendRequestLedger requests;
    private final FriendMapper friends;
    private final CircleMapper circleMapper;
    private final Circles circles;
    private final Departures departures;
    private final RelationProperties properties;
    private final Clock clock;

    RelationSweep(
            FriendRequestMapper requestMapper,
            FriendRequestLedger requests,
            FriendMapper friends,
            CircleMapper circleMapper,
            Circles circles,
            Departures departures,
            RelationProperties properties,
            Clock clock) {
        this.requestMapper = requestMapper;
        this.requests = requests;
        this.friends = friends;
        this.circleMapper = circleMapper;
        this.circles = circles;
        this.departures = departures;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void sweep() {
        while (expireRequests() == AT_ONCE) {}
        while (sweepTombstones() == AT_ONCE) {}
        departures.completeAll();
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
        upTo.forEach((uid, version) -> circles.change(uid, circle -> {
            friends.deleteTombstones(uid, version);
            circleMapper.sweepTo(uid, version);
            return version;
        }));
        return old.size();
    }
}
