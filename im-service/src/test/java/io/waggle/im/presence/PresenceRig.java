package io.waggle.im.presence;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Subjects;
import io.waggle.im.NoSchedules;
import io.waggle.im.RunningService;
import io.waggle.im.live.Live;
import io.waggle.parts.SettableClock;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.PresenceReport;
import io.waggle.protocol.fabric.v1.Presented;
import io.waggle.protocol.fabric.v1.WatchedEvent;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Presence over a real database, on a clock that tests move. The service that is there too has no rounds of its own: they
 * would clear away, by its clock, what tests end, and hold for a moment the row behind the last that is due.
 */
final class PresenceRig {

    static final PresenceProperties PROPERTIES = new PresenceProperties(Duration.ofSeconds(10), Duration.ofSeconds(15));

    private static final AtomicLong NUMBERS = new AtomicLong();

    final RunningService service = Shared.SERVICE;
    final SettableClock clock = new SettableClock();
    final PresenceMapper presences = service.bean(PresenceMapper.class);
    final Reports reports;
    final Announcements announcements;
    final PresenceRounds rounds;
    final StatusService statuses;

    PresenceRig() {
        TransactionTemplate transaction = service.bean(TransactionTemplate.class);
        NodeMapper nodes = service.bean(NodeMapper.class);
        ConnectionMapper connections = service.bean(ConnectionMapper.class);
        reports = new Reports(nodes, connections, presences, transaction, PROPERTIES, clock);
        announcements = new Announcements(presences, transaction, service.bean(Live.class), clock);
        rounds = new PresenceRounds(reports, announcements, nodes, connections, PROPERTIES, clock);
        statuses = new StatusService(presences, transaction, PROPERTIES, clock);
    }

    /** A broker that begins now. */
    Node node() {
        return new Node(NUMBERS.incrementAndGet());
    }

    /** Lets time pass, and tells what is due by then. */
    void pass(Duration duration) {
        clock.advance(duration);
        announcements.announceDue();
    }

    ShownPresence seen(Id uid) {
        PresenceRow row = presences.find(uid);
        return row == null ? ShownPresence.NEVER_SEEN : row.current();
    }

    /** What brokers hear of the user from now on. */
    List<WatchedEvent> listen(Id uid) {
        List<WatchedEvent> heard = new CopyOnWriteArrayList<>();
        service.fabric().listen(Subjects.presence(uid), body -> heard.add(parse(body)));
        return heard;
    }

    private static WatchedEvent parse(byte[] body) {
        try {
            return WatchedEvent.parseFrom(body);
        } catch (InvalidProtocolBufferException damaged) {
            throw new AssertionError(damaged);
        }
    }

    final class Node {

        private final long id;
        private boolean known;

        private Node(long id) {
            this.id = id;
        }

        boolean come(Id uid, Id did) {
            return report(List.of(presented(uid, did, true)));
        }

        boolean go(Id uid, Id did) {
            return report(List.of(presented(uid, did, false)));
        }

        boolean report(List<Presented> devices) {
            return report(NUMBERS.incrementAndGet(), devices, false);
        }

        boolean leave() {
            return report(NUMBERS.incrementAndGet(), List.of(), true);
        }

        boolean report(long number, List<Presented> devices, boolean last) {
            boolean accepted = reports.store(PresenceReport.newBuilder()
                    .setNode(id)
                    .setNumber(number)
                    .setFirst(!known)
                    .setLast(last)
                    .addAllDevices(devices)
                    .build());
            known = true;
            return accepted;
        }

        Presented presented(Id uid, Id did, boolean connected) {
            return Presented.newBuilder()
                    .setUid(uid.value())
                    .setDid(did.value())
                    .setConnected(connected)
                    .setAt(clock.millis())
                    .build();
        }
    }

    private static final class Shared {
        static final RunningService SERVICE = RunningService.start(NoSchedules.properties());
    }
}
