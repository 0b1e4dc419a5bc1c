package io.waggle.broker.delivery;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.fabric.Fabric;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.Topic;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.v1.Down;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One group on this node: {@code g.{gid}} to {@code g/{gid}} and {@code g/{gid}/pb}.
 *
 * <p>Messages and joins go through one line. A message passes at once unless a join before it is still being made; then it
 * waits, and so does everything behind it, so that the new member hears all that comes after its joining, in order.
 */
final class GroupFeed {

    private static final Logger log = LoggerFactory.getLogger(GroupFeed.class);

    private sealed interface Step {
        record Message(Envelope envelope) implements Step {}

        record Join(DeviceConnection connection, Down notice) implements Step {}
    }

    private final String jsonTopic;
    private final String protobufTopic;
    private final Id gid;
    private final Downlink downlink;

    // Guarded by this.
    private final Map<Id, DeviceConnection> devices = new HashMap<>();
    private int jsonDevices;
    private final ArrayDeque<Step> waiting = new ArrayDeque<>(2);
    private int joining;
    private Fabric.@Nullable Registration listening;

    GroupFeed(Id gid, Downlink downlink) {
        this.gid = gid;
        this.downlink = downlink;
        this.jsonTopic = new Topic.Group(gid).toString();
        this.protobufTopic = new Topic.GroupProtobuf(gid).toString();
    }

    synchronized void listen(Fabric fabric, String subject) {
        listening = fabric.listen(subject, this::receive);
    }

    synchronized void add(DeviceConnection connection) {
        DeviceConnection before = devices.put(connection.did(), connection);
        jsonDevices += jsonShare(connection) - jsonShare(before);
    }

    /** Returns false when the last device has gone and nobody listens any more. */
    synchronized boolean remove(DeviceConnection connection) {
        if (devices.remove(connection.did(), connection)) {
            jsonDevices -= jsonShare(connection);
        }
        if (devices.isEmpty() && listening != null) {
            listening.close();
            listening = null;
        }
        return !devices.isEmpty();
    }

    synchronized void join(DeviceConnection connection, Down notice) {
        waiting.addLast(new Step.Join(connection, notice));
        advance();
    }

    private void receive(byte[] bytes) {
        try {
            deliver(Envelope.parseFrom(bytes));
        } catch (InvalidProtocolBufferException malformed) {
            log.error("What came for group {} is not an Envelope", gid, malformed);
        }
    }

    private synchronized void deliver(Envelope envelope) {
        if (waiting.isEmpty() && joining == 0) {
            publish(envelope);
        } else {
            waiting.addLast(new Step.Message(envelope));
            advance();
        }
    }

    private void advance() {
        Step next = waiting.peekFirst();
        while (next != null) {
            if (next instanceof Step.Message && joining > 0) {
                return;
            }
            // Before it is taken, since a join that is made at once comes back here.
            waiting.removeFirst();
            switch (next) {
                case Step.Message message -> publish(message.envelope());
                case Step.Join join -> startJoin(join);
            }
            next = waiting.peekFirst();
        }
    }

    private void startJoin(Step.Join join) {
        joining++;
        DeviceConnection connection = join.connection();
        downlink.subscribe(connection, Set.of(connection.groupTopic(gid)))
                .whenComplete((done, fault) -> finishJoin(join, fault));
    }

    private void finishJoin(Step.Join join, @Nullable Throwable fault) {
        DeviceConnection connection = join.connection();
        if (fault == null) {
            downlink.toDevice(connection, Payloads.writeDown(connection.format(), join.notice()));
        } else if (connection.stage() == DeviceConnection.Stage.LIVE) {
            // When it comes back it is subscribed to all its groups.
            log.warn("Could not subscribe {} to group {}", connection, gid, fault);
            downlink.disconnect(connection, Downlink.Reason.TRY_AGAIN, ErrorCode.UNAVAILABLE.wireName());
        }
        synchronized (this) {
            joining--;
            advance();
        }
    }

    private void publish(Envelope envelope) {
        if (!envelope.hasDown()) {
            log.debug("An event that this version does not know, in group {}", gid);
            return;
        }
        Rendering rendering = new Rendering(envelope.getDown());
        DeviceConnection origin = envelope.getOrigin() == 0 ? null : devices.get(new Id(envelope.getOrigin()));
        try {
            if (jsonDevices > 0) {
                publish(Format.JSON, jsonTopic, rendering, origin);
            }
            if (jsonDevices < devices.size()) {
                publish(Format.PROTOBUF, protobufTopic, rendering, origin);
            }
        } catch (InvalidProtocolBufferException malformed) {
            log.error("What came for group {} is not what this version reads", gid, malformed);
        }
    }

    private void publish(Format format, String topic, Rendering rendering, @Nullable DeviceConnection origin)
            throws InvalidProtocolBufferException {
        byte[] payload = rendering.in(format);
        if (origin != null && origin.format() == format) {
            origin.filterEchoes();
            origin.echoes().expect(topic, payload);
        }
        downlink.toTopic(topic, payload);
    }

    private static int jsonShare(@Nullable DeviceConnection connection) {
        return connection != null && connection.format() == Format.JSON ? 1 : 0;
    }
}
