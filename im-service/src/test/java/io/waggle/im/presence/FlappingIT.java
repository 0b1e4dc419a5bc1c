package io.waggle.im.presence;

import io.waggle.fabric.Subjects;
import io.waggle.im.presence.PresenceRig.Node;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Presented;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/** A thousand users come and go every second for a minute. */
class FlappingIT {

    private static final int USERS = 1_000;
    private static final int SECONDS = 60;
    private static final long FIRST = 20_000_000;
    private static final Duration HALF = Duration.ofMillis(500);
    private static final Duration GRACE = PresenceRig.PROPERTIES.grace();

    private final PresenceRig rig = new PresenceRig();
    private final Node node = rig.node();
    private final List<Id> uids =
            LongStream.range(FIRST, FIRST + USERS).mapToObj(Id::new).toList();
    private final Map<Id, List<Long>> toldAt = new ConcurrentHashMap<>();

    @Test
    void flapping_forAMinute_atMostOnePublishPerUserAndGraceTime() {
        for (Id uid : uids) {
            List<Long> times = new CopyOnWriteArrayList<>();
            toldAt.put(uid, times);
            rig.service.fabric().listen(Subjects.presence(uid), body -> times.add(rig.clock.millis()));
        }
        long started = System.nanoTime();
        for (int second = 0; second < SECONDS; second++) {
            node.report(all(true));
            rig.pass(HALF);
            node.report(all(false));
            rig.pass(HALF);
        }
        long gone = rig.clock.millis() - HALF.toMillis();
        rig.pass(GRACE);

        System.out.printf(
                "FlappingIT: %d reports of %d devices took %d ms each; %d publishes%n",
                2 * SECONDS,
                USERS,
                Duration.ofNanos(System.nanoTime() - started).toMillis() / (2 * SECONDS),
                toldAt.values().stream().mapToInt(List::size).sum());
        assertThat(toldAt.values()).allSatisfy(FlappingIT::assertSeldom);
        // Online at first, and offline when the minute is over.
        assertThat(toldAt.values()).allSatisfy(times -> assertThat(times).hasSize(2));
        assertThat(uids).allSatisfy(uid -> assertThat(rig.seen(uid)).isEqualTo(ShownPresence.offline(gone)));
    }

    private static void assertSeldom(List<Long> times) {
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isGreaterThanOrEqualTo(GRACE.toMillis());
        }
    }

    private List<Presented> all(boolean connected) {
        return uids.stream().map(uid -> node.presented(uid, uid, connected)).toList();
    }
}
