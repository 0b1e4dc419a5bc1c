package io.waggle.broker.delivery;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.downlink.Downlink;
import io.waggle.broker.gate.Gate;
import io.waggle.fabric.Fabric;
import io.waggle.protocol.EntryMark;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Cut;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.fabric.v1.Joined;
import io.waggle.protocol.fabric.v1.Left;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.GroupJoined;
import io.waggle.protocol.v1.GroupLeft;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;

/** The feed of one user's devices on this node: it publishes {@code u.{uid}} to each {@code d/{did}}. */
final class UserFeed {

    private static final Logger log = LoggerFactory.getLogger(UserFeed.class);

    private final Delivery delivery;
    private final Downlink downlink;
    // Replaced as a whole, so that a message is delivered without a lock.
    private volatile List<DeviceConnection> devices = List.of();
    private Fabric.@Nullable Registration listening;

    UserFeed(Delivery delivery, Downlink downlink) {
        this.delivery = delivery;
        this.downlink = downlink;
    }

    /** Called by {@link Delivery}, one thread at a time, like all methods that change the devices. */
    void listen(Fabric fabric, String subject) {
        listening = fabric.listen(subject, this::receive);
    }

    void add(DeviceConnection connection) {
        List<DeviceConnection> more = new ArrayList<>(devices);
        more.add(connection);
        devices = List.copyOf(more);
    }

    /** Removes the connection. Returns false when it was the last, and the feed listens no more. */
    boolean remove(DeviceConnection connection) {
        devices = devices.stream().filter(device -> device != connection).toList();
        if (devices.isEmpty() && listening != null) {
            listening.close();
            listening = null;
        }
        return !devices.isEmpty();
    }

    List<DeviceConnection> devices() {
        return devices;
    }

    private void receive(byte[] bytes) {
        try {
            Envelope envelope = Envelope.parseFrom(bytes);
            switch (envelope.getEventCase()) {
                case DOWN -> deliver(envelope);
                case NOW -> deliverNow(envelope.getNow(), envelope.getOrigin());
                case JOINED -> join(envelope.getJoined());
                case LEFT -> leave(envelope.getLeft());
                case CUT -> cut(envelope.getCut());
                // Events for groups, or from a newer service.
                case DISSOLVED, EVENT_NOT_SET ->
                    log.debug("Ignored an event for a user that this version does not know");
            }
        } catch (InvalidProtocolBufferException malformed) {
            log.error("An envelope for a user is malformed and was dropped", malformed);
        }
    }

    private void deliver(Envelope envelope) throws InvalidProtocolBufferException {
        Rendering rendering = new Rendering(envelope.getDown());
        EntryMark mark = new EntryMark();
        boolean isEntry = mark.read(envelope.getDown().asReadOnlyByteBuffer());
        for (DeviceConnection device : devices) {
            boolean isOrigin = device.did().value() == envelope.getOrigin();
            if (device.isReady() && isEntry && !device.acksInBatches()) {
                prepare(device.gate(), mark, isOrigin, envelope);
            }
            if (device.isReady() && !isOrigin) {
                send(device, rendering.in(device.format()), envelope.getExpiresAt());
            }
        }
    }

    private void send(DeviceConnection device, byte[] payload, long expiresAt) {
        if (expiresAt == 0) {
            downlink.toDevice(device, payload);
        } else {
            device.prepareForExpiring();
            downlink.toDeviceUntil(device, payload, expiresAt);
        }
    }

    private void deliverNow(ByteString down, long origin) throws InvalidProtocolBufferException {
        Rendering rendering = new Rendering(down);
        for (DeviceConnection device : devices) {
            if (device.isReady() && device.did().value() != origin) {
                downlink.nowToDevice(device, rendering.in(device.format()));
            }
        }
    }

    private static void prepare(Gate gate, EntryMark mark, boolean isOrigin, Envelope envelope) {
        Id conversation = new Id(mark.conversation());
        gate.beginAnnounced(conversation, mark.last(), envelope.getReplayed(), envelope.getAt(), null);
        if (isOrigin) {
            gate.skipOwn(conversation, mark.last());
        } else {
            gate.expect(conversation, mark.last());
        }
    }

    private void join(Joined joined) {
        GroupJoined notice = GroupJoined.newBuilder()
                .setGid(joined.getGid())
                .setName(joined.getName())
                .build();
        Down down = Down.newBuilder().setGroupJoined(notice).build();
        for (DeviceConnection device : devices) {
            delivery.join(device, new Id(joined.getGid()), down, joined.getSeq());
        }
    }

    private void leave(Left left) {
        GroupLeft notice = GroupLeft.newBuilder()
                .setGid(left.getGid())
                .setReason(left.getReason())
                .setBy(left.getBy())
                .build();
        Down down = Down.newBuilder().setGroupLeft(notice).build();
        for (DeviceConnection device : devices) {
            delivery.leave(device, new Id(left.getGid()), down);
        }
    }

    private void cut(Cut cut) {
        for (DeviceConnection device : devices) {
            boolean isMeant = cut.getDid() == 0 || cut.getDid() == device.did().value();
            if (isMeant && device.cut(cut.getCode())) {
                downlink.disconnect(device, Downlink.Reason.ENDED, cut.getCode());
            }
        }
    }
}
