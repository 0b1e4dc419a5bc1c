package io.waggle.im.presence;

import io.waggle.im.presence.PresenceRig.Node;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.WatchedEvent;
import io.waggle.protocol.v1.Presence.Status;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

class ReportsIT {

    private static final AtomicLong IDS = new AtomicLong(9_000_000);
    private static final Duration GRACE = PresenceRig.PROPERTIES.grace();
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final PresenceRig rig = new PresenceRig();
    private final Node node = rig.node();
    private final Id uid = newId();
    private final Id did = newId();
    private final List<WatchedEvent> heard = rig.listen(uid);

    @Test
    void take_comesAndGoes_toldWithTheTimeOfGoing() {
        node.come(uid, did);
        rig.pass(Duration.ZERO);
        rig.pass(Duration.ofMinutes(1));
        long gone = rig.clock.millis();
        node.go(uid, did);
        rig.pass(GRACE.minusMillis(1));
        assertThat(rig.seen(uid)).isEqualTo(ShownPresence.online(null));

        rig.pass(Duration.ofMillis(1));

        assertThat(rig.seen(uid)).isEqualTo(ShownPresence.offline(gone));
        assertThat(statuses()).containsExactly(Status.ONLINE, Status.OFFLINE);
        assertThat(heard.getLast().getState().getPresence().getLastSeen()).isEqualTo(gone);
        assertThat(heard).extracting(event -> event.getState().getVersion()).containsExactly(1L, 2L);
    }

    @Test
    void take_twoDevicesOneLeaves_stillOnline() {
        Id other = newId();
        node.come(uid, did);
        rig.node().come(uid, other);
        rig.pass(Duration.ZERO);

        node.go(uid, did);
        rig.pass(GRACE.multipliedBy(2));

        assertThat(rig.seen(uid)).isEqualTo(ShownPresence.online(null));
        assertThat(statuses()).containsExactly(Status.ONLINE);
    }

    @Test
    void take_deviceMovesToAnotherNodeBeforeItsEndIsHeard_stillOnline() {
        node.come(uid, did);
        rig.pass(Duration.ZERO);
        rig.node().come(uid, did);

        node.go(uid, did);
        rig.pass(GRACE.multipliedBy(2));

        assertThat(statuses()).containsExactly(Status.ONLINE);
    }

    @Test
    void take_goingHeardTwice_lastSeenIsTheFirst() {
        node.come(uid, did);
        long gone = rig.clock.millis();
        node.go(uid, did);
        rig.pass(SECOND);
        node.go(uid, did);
        rig.pass(GRACE);

        assertThat(rig.seen(uid)).isEqualTo(ShownPresence.offline(gone));
    }

    @Test
    void take_cameAndWentWithinOneReport_isSeen() {
        long now = rig.clock.millis();
        node.report(List.of(
                node.presented(uid, did, false).toBuilder().setCame(true).build()));
        rig.pass(GRACE);

        assertThat(rig.seen(uid)).isEqualTo(ShownPresence.offline(now));
    }

    @Test
    void take_clockOfTheNodeAhead_notSeenInTheFuture() {
        node.come(uid, did);
        long now = rig.clock.millis();
        node.report(List.of(
                node.presented(uid, did, false).toBuilder().setAt(now + 60_000).build()));
        rig.pass(GRACE);

        assertThat(rig.seen(uid)).isEqualTo(ShownPresence.offline(now));
    }

    @Test
    void take_reportOvertakenByALaterOne_isNothing() {
        node.report(10_000_000, List.of(node.presented(uid, did, true)), false);
        node.report(10_000_002, List.of(node.presented(uid, did, false)), false);

        assertThat(node.report(10_000_001, List.of(node.presented(uid, did, true)), false))
                .isTrue();
        rig.pass(GRACE);

        assertThat(rig.seen(uid).online()).isFalse();
    }

    @Test
    void round_nodeSilentForItsLease_devicesAreGoneSinceItWasHeard() {
        rig.rounds.round();
        node.come(uid, did);
        long heardLast = rig.clock.millis();
        steadily(PresenceRig.PROPERTIES.lease());
        assertThat(rig.seen(uid)).isEqualTo(ShownPresence.online(null));

        steadily(SECOND);

        assertThat(rig.seen(uid)).isEqualTo(ShownPresence.offline(heardLast));
        assertThat(node.come(uid, did)).isFalse();
    }

    @Test
    void round_serviceWasAwayItself_nodesHaveTimeToSpeak() {
        rig.rounds.round();
        node.come(uid, did);
        rig.clock.advance(Duration.ofMinutes(10));
        rig.rounds.round();
        rig.announcements.announceDue();

        assertThat(rig.seen(uid)).isEqualTo(ShownPresence.online(null));
        assertThat(node.report(List.of())).isTrue();
        steadily(PresenceRig.PROPERTIES.lease());
        assertThat(rig.seen(uid)).isEqualTo(ShownPresence.online(null));
    }

    @Test
    void take_unknownNode_hasToStartAgain() {
        node.come(uid, did);
        node.leave();

        assertThat(node.report(List.of())).isFalse();
    }

    @Test
    void take_nodeLeaves_devicesAreGone() {
        node.come(uid, did);
        rig.pass(SECOND);
        long left = rig.clock.millis();
        node.leave();
        rig.pass(GRACE);

        assertThat(rig.seen(uid)).isEqualTo(ShownPresence.offline(left));
    }

    @Test
    void tellAgain_toldAMomentAgo_sameStateAndVersion() {
        node.come(uid, did);
        rig.pass(Duration.ZERO);

        rig.announcements.announceAgain();

        assertThat(heard).hasSize(2);
        assertThat(heard.getLast()).isEqualTo(heard.getFirst());
    }

    /** A second at a time, as the service lives it. */
    private void steadily(Duration duration) {
        for (long i = 0; i < duration.toSeconds(); i++) {
            rig.clock.advance(SECOND);
            rig.rounds.round();
            rig.announcements.announceDue();
        }
    }

    private List<Status> statuses() {
        return heard.stream()
                .map(event -> event.getState().getPresence().getStatus())
                .toList();
    }

    private static Id newId() {
        return new Id(IDS.incrementAndGet());
    }
}
