package io.waggle.broker.delivery;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.connection.DeviceConnection.Stage;
import io.waggle.broker.downlink.Downlink;
import io.waggle.broker.gate.NewestSeq;
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
 * The feed of one group on this node: it publishes {@code g.{gid}} to {@code g/{gid}} and {@code g/{gid}/pb}.
 *
 * <p>Messages, joins and leaves go through one queue. A message is published at once, unless an earlier join or leave is still
 * being carried out; then the message waits, and so does everything after it. So a new member receives all messages after the
 * join, and a member who has left receives none after the leave. Several joins run at the same time, and so do several leaves,
 * but never a join together with a leave: of two for the same device, the later one must win.
 *
 * <p>The thread that finds the queue idle works through it, one step at a time and without the lock, until the queue is empty
 * or must wait.
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
    private final NewestSeq newest = new NewestSeq();

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

    /** Adds a connection that is subscribed together with all its groups. */
    synchronized void add(DeviceConnection connection) {
        devices.put(connection);
    }

    /**
     * Adds a connection whose user has become a member, and queues its join. The caller must then call {@link #advance()}
     * without holding a lock.
     */
    synchronized void join(DeviceConnection connection, Down notice, long seq) {
        devices.put(connection);
        waiting.addLast(new Step.Join(connection, notice, seq));
    }

    /**
     * Queues the removal of a connection whose user is no longer a member. The caller must then call {@link #advance()} without
     * holding a lock.
     */
    synchronized void leave(DeviceConnection connection, Down notice) {
        waiting.addLast(new Step.Leave(connection, notice));
    }

    /** Removes a connection that has ended. */
    synchronized void remove(DeviceConnection connection) {
        devices.remove(connection);
    }

    /** Stops listening if there is no device and no work left, and returns whether that is so. */
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
                // Events for users, or from a newer service.
                case JOINED, LEFT, CUT, EVENT_NOT_SET ->
                    log.debug("Ignored an event for group {} that this version does not know", gid);
            }
        } catch (InvalidProtocolBufferException malformed) {
            log.error("An envelope for group {} is malformed and was dropped", gid, malformed);
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
                // A failed step must not stop the other steps.
                log.error("A message, join or leave of group {} failed; continuing with the next", gid, fault);
            }
        }
        delivery.releaseIfIdle(gid, this);
    }

    /** Returns null when the queue is empty or must wait. */
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
            // An earlier leave may have removed the device.
            devices.putIfAbsent(connection);
            joining++;
        }
        if (!connection.acksInBatches()) {
            // The join's entry comes on another subject and may have arrived already.
            connection.gate().begin(gid, join.seq(), newest);
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
        connection.gate().leave(gid);
        String topic = connection.groupTopic(gid);
        change(connection, leave.notice(), () -> downlink.unsubscribe(connection, topic), () -> leaving--);
    }

    /**
     * Changes a subscription. It waits until the first subscribing of the device has ended, which could undo the change, and
     * does nothing if the connection has ended. The queue continues in any case.
     *
     * @param count called under the lock when the change has ended
     */
    private void change(
            DeviceConnection connection, Down notice, Supplier<CompletionStage<Void>> change, Runnable count) {
        connection
                .subscribingEnded()
                .thenCompose(subscribed -> connection.stage() == Stage.CLOSED
                        ? CompletableFuture.<Void>completedFuture(null)
                        : change.get())
                .handle((done, fault) -> end(connection, notice, fault))
                .thenCompose(ended -> ended)
                .whenComplete((done, fault) -> {
                    if (fault != null) {
                        log.error("Could not notify {} of a change in group {}", connection, gid, fault);
                    }
                    synchronized (this) {
                        count.run();
                    }
                    advance();
                });
    }

    /**
     * Notifies the device. If the change failed, ends its connection instead: when the device reconnects, it is subscribed to
     * the right topics.
     */
    private CompletionStage<Void> end(DeviceConnection connection, Down notice, @Nullable Throwable fault) {
        if (fault == null) {
            downlink.toDevice(connection, Payloads.writeDown(connection.format(), notice));
        } else if (connection.stage() == Stage.LIVE) {
            log.warn("Could not change the subscription of {} to group {}; disconnecting it", connection, gid, fault);
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
                newest.raise(mark.last());
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

    /** Notifies the gates of an entry before it is published. Called under the lock. */
    private void prepare(Collection<DeviceConnection> fresh, @Nullable DeviceConnection origin, Envelope envelope) {
        for (DeviceConnection connection : fresh) {
            connection.gate().beginAnnounced(gid, mark.last(), envelope.getReplayed(), envelope.getAt(), newest);
        }
        if (origin != null) {
            origin.gate().skipOwn(gid, mark.last());
        }
    }
}
