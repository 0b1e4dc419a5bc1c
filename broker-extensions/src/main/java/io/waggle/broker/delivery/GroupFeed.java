package io.waggle.broker.delivery;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.connection.DeviceConnection.Stage;
import io.waggle.broker.connection.Tip;
import io.waggle.fabric.Fabric;
import io.waggle.protocol.EntryMark;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.GroupLeft;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * One group on this node: {@code g.{gid}} to {@code g/{gid}} and {@code g/{gid}/pb}.
 *
 * <p>Messages, joins and leaves go through one line. A message passes at once unless a join or a leave before it is still
 * being made; then it waits, and so does everything behind it, so that a new member hears all that comes after its joining,
 * and one that leaves nothing that comes after that. Joins are made side by side, and so are leaves, but never a join beside
 * a leave: of one device, the later one is to win.
 *
 * <p>Whoever finds the line at rest moves it on, one step at a time and without the lock, until it is empty or has to wait.
 */
final class GroupFeed {

    private static final Logger log = LoggerFactory.getLogger(GroupFeed.class);

    private sealed interface Step {
        record Message(Envelope envelope) implements Step {}

        record Join(DeviceConnection connection, Down notice, long seq) implements Step {}

        record Leave(DeviceConnection connection, Down notice) implements Step {}
    }

    private final Id gid;
    private final Delivery delivery;
    private final Downlink downlink;
    private final GroupTopics topics;
    private final Tip tip = new Tip();

    // Guarded by this.
    private final GroupDevices devices = new GroupDevices();
    private final EntryMark mark = new EntryMark();
    private final ArrayDeque<Step> waiting = new ArrayDeque<>(2);
    private int joining;
    private int leaving;
    private boolean advancing;
    private Fabric.@Nullable Registration listening;

    GroupFeed(Id gid, Delivery delivery, Downlink downlink) {
        this.gid = gid;
        this.delivery = delivery;
        this.downlink = downlink;
        this.topics = new GroupTopics(gid);
    }

    synchronized void listen(Fabric fabric, String subject) {
        listening = fabric.listen(subject, this::receive);
    }

    /** One that is subscribed with all its groups. */
    synchronized void add(DeviceConnection connection) {
        devices.put(connection);
    }

    /** One whose user has become a member. Needs an {@link #advance()}, for which no lock may be held. */
    synchronized void join(DeviceConnection connection, Down notice, long seq) {
        devices.put(connection);
        waiting.addLast(new Step.Join(connection, notice, seq));
    }

    /** One whose user is no longer a member. Needs an {@link #advance()}, for which no lock may be held. */
    synchronized void leave(DeviceConnection connection, Down notice) {
        waiting.addLast(new Step.Leave(connection, notice));
    }

    /** One whose connection has ended. */
    synchronized void remove(DeviceConnection connection) {
        devices.remove(connection);
    }

    /** Returns true when the last device has gone and nothing is under way: then it listens no more. */
    synchronized boolean closeIfIdle() {
        boolean idle = devices.isEmpty() && waiting.isEmpty() && joining + leaving == 0;
        if (idle && listening != null) {
            listening.close();
            listening = null;
        }
        return idle;
    }

    private void receive(byte[] bytes) {
        try {
            Envelope envelope = Envelope.parseFrom(bytes);
            switch (envelope.getEventCase()) {
                case DOWN, NOW -> deliver(envelope);
                case DISSOLVED -> dissolve(envelope.getDissolved().getBy());
                // For users, or from a newer service.
                case JOINED, LEFT, CUT, EVENT_NOT_SET -> log.debug("No event for a group, in group {}", gid);
            }
        } catch (InvalidProtocolBufferException malformed) {
            log.error("What came for group {} is not an Envelope", gid, malformed);
        }
    }

    private void deliver(Envelope envelope) {
        synchronized (this) {
            waiting.addLast(new Step.Message(envelope));
        }
        advance();
    }

    private void dissolve(long by) {
        List<DeviceConnection> all;
        synchronized (this) {
            all = devices.all();
        }
        GroupLeft notice = GroupLeft.newBuilder()
                .setGid(gid.value())
                .setReason(GroupLeft.Reason.DISSOLVED)
                .setBy(by)
                .build();
        Down down = Down.newBuilder().setGroupLeft(notice).build();
        for (DeviceConnection connection : all) {
            if (connection.isIn(gid)) {
                delivery.leave(connection, gid, down);
            }
        }
    }

    void advance() {
        synchronized (this) {
            if (advancing) {
                return;
            }
            advancing = true;
        }
        for (Step step = next(); step != null; step = next()) {
            try {
                make(step);
            } catch (RuntimeException fault) {
                // The others in the line are not to suffer for it.
                log.error("A step of group {} failed", gid, fault);
            }
        }
        delivery.releaseIfIdle(gid, this);
    }

    /** Returns null when the line has come to rest. */
    private synchronized @Nullable Step next() {
        Step first = waiting.peekFirst();
        boolean may = switch (first) {
            case Step.Message message -> joining + leaving == 0;
            case Step.Join join -> leaving == 0;
            case Step.Leave leave -> joining == 0;
            case null -> false;
        };
        advancing = may;
        return may ? waiting.removeFirst() : null;
    }

    private void make(Step step) {
        switch (step) {
            case Step.Message message -> publish(message.envelope());
            case Step.Join join -> make(join);
            case Step.Leave leave -> make(leave);
        }
    }

    private void make(Step.Join join) {
        DeviceConnection connection = join.connection();
        synchronized (this) {
            if (connection.stage() == Stage.CLOSED) {
                return;
            }
            // A leave before it may have taken the device away.
            devices.putIfAbsent(connection);
            joining++;
        }
        if (!connection.acksInBatches()) {
            // On its way by another subject, its entry may have been here already.
            connection.gate().begin(gid, join.seq(), tip);
            connection.gate().expect(gid, join.seq());
        }
        String topic = connection.groupTopic(gid);
        change(connection, join.notice(), () -> downlink.subscribe(connection, Set.of(topic)), () -> joining--);
    }

    private void make(Step.Leave leave) {
        DeviceConnection connection = leave.connection();
        synchronized (this) {
            if (!devices.remove(connection)) {
                return;
            }
            leaving++;
        }
        connection.gate().end(gid);
        String topic = connection.groupTopic(gid);
        change(connection, leave.notice(), () -> downlink.unsubscribe(connection, topic), () -> leaving--);
    }

    /**
     * Changes a subscription, not before the device's first subscribing is over, which could undo it, and not at all if it has
     * gone meanwhile. Whatever happens, the line goes on.
     *
     * @param count called under the lock when it is over
     */
    private void change(
            DeviceConnection connection, Down notice, Supplier<CompletionStage<Void>> change, Runnable count) {
        connection
                .settled()
                .thenCompose(settled -> connection.stage() == Stage.CLOSED
                        ? CompletableFuture.<Void>completedFuture(null)
                        : change.get())
                .handle((done, fault) -> end(connection, notice, fault))
                .thenCompose(ended -> ended)
                .whenComplete((done, fault) -> {
                    if (fault != null) {
                        log.error("Could not tell {} about group {}", connection, gid, fault);
                    }
                    synchronized (this) {
                        count.run();
                    }
                    advance();
                });
    }

    /** Tells the device; if the change failed, ends its connection: coming back, it is subscribed to what it may hear. */
    private CompletionStage<Void> end(DeviceConnection connection, Down notice, @Nullable Throwable fault) {
        if (fault == null) {
            downlink.toDevice(connection, Payloads.writeDown(connection.format(), notice));
        } else if (connection.stage() == Stage.LIVE) {
            log.warn("Could not change the subscription of {} to group {}", connection, gid, fault);
            return downlink.disconnect(connection, Downlink.Reason.TRY_AGAIN, ErrorCode.UNAVAILABLE.wireName());
        }
        return CompletableFuture.completedFuture(null);
    }

    private void publish(Envelope envelope) {
        boolean json;
        boolean protobuf;
        DeviceConnection origin;
        List<DeviceConnection> expiring;
        synchronized (this) {
            expiring = envelope.getExpiresAt() == 0 ? List.of() : devices.all();
            boolean isEntry = envelope.hasDown() && mark.read(envelope.getDown().asReadOnlyByteBuffer());
            json = devices.anyReads(Format.JSON);
            protobuf = devices.anyReads(Format.PROTOBUF);
            origin = devices.find(envelope.getOrigin());
            if (isEntry) {
                tip.raise(mark.last());
                prepare(devices.takeFresh(), origin, envelope);
            }
        }
        if (envelope.hasNow()) {
            topics.publish(envelope.getNow(), json, protobuf, origin, downlink::nowToTopic);
        } else if (envelope.getExpiresAt() == 0) {
            topics.publish(envelope.getDown(), json, protobuf, null, downlink::toTopic);
        } else {
            long expiresAt = envelope.getExpiresAt();
            expiring.forEach(DeviceConnection::prepareForExpiring);
            topics.publish(
                    envelope.getDown(),
                    json,
                    protobuf,
                    null,
                    (topic, payload) -> downlink.toTopicUntil(topic, payload, expiresAt));
        }
    }

    /** Before the entry is published, the gates of those it concerns learn of it. Called under the lock. */
    private void prepare(Collection<DeviceConnection> fresh, @Nullable DeviceConnection origin, Envelope envelope) {
        for (DeviceConnection connection : fresh) {
            connection.gate().beginAnnounced(gid, mark.last(), envelope.getReplayed(), envelope.getAt(), tip);
        }
        if (origin != null) {
            origin.gate().own(gid, mark.last());
        }
    }
}
