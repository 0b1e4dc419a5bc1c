package io.waggle.broker.connection;

import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import io.waggle.broker.intake.Settling;
import io.waggle.protocol.Id;
import io.waggle.protocol.Limits;
import io.waggle.protocol.Topic;
import io.waggle.protocol.fabric.v1.ConnectRequest;
import io.waggle.protocol.fabric.v1.Format;
import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One connection of a device, admitted or about to be. */
public final class DeviceConnection {

    /** How far the connection has come. */
    public enum Stage {
        /** Asking to get in: groups gather, nothing is delivered. */
        OPENING,
        /** The broker holds its session, so that it can be subscribed and cut. */
        LIVE,
        CLOSED
    }

    /**
     * At least what surrounds the payload of an entry or a notice: header, topic, packet id, expiry interval, a subscription
     * identifier. A payload that is so much smaller than the limit fits, which is not worth counting further.
     */
    private static final int AROUND_A_PAYLOAD = 64;

    /** Nothing that is sent is larger. */
    private static final int LARGEST_PACKET = 4 * Limits.PACKET_BYTES;

    // Valid for the connection.
    private final long number;
    private final Id uid;
    private final Id did;
    private final Format format;
    private final boolean mqtt5;
    private final String clientId;
    private final String deviceTopic;
    private final Gate gate;
    private final EchoFilter echoes = new EchoFilter();
    private final PendingAcks acks = new PendingAcks();

    // Change while it lasts, guarded by this.
    private Set<Id> groups = Set.of();
    /** Those it was told to leave, which an older answer or subscription must not bring back. */
    private Set<Id> leftGroups = Set.of();
    /** Those that it was allowed to subscribe to by hand. */
    private final Set<Id> byHand = new HashSet<>(0);

    private @Nullable String cutCode;
    private @Nullable ConnectRequest admission;
    private @Nullable Runnable beforeExpiring;

    // Read on the hot path without the lock.
    private volatile long packetLimit = Long.MAX_VALUE;
    private volatile boolean acksInBatches;
    private volatile boolean refusalsAsMessages;
    private volatile Settling settling = Settling.NONE;
    private volatile Stage stage = Stage.OPENING;
    private volatile boolean ready;
    private final CompletableFuture<Void> settled = new CompletableFuture<>();

    public DeviceConnection(long number, Id uid, Id did, Format format, boolean mqtt5) {
        this.number = number;
        this.uid = uid;
        this.did = did;
        this.format = format;
        this.mqtt5 = mqtt5;
        this.clientId = did.toString();
        this.deviceTopic = new Topic.Device(did).toString();
        this.gate = new Gate(did);
    }

    /** Different for every connection of this node, also for those of one device. */
    public long number() {
        return number;
    }

    public Id uid() {
        return uid;
    }

    public Id did() {
        return did;
    }

    public Format format() {
        return format;
    }

    /** Whether PUBACKs can carry reasons and properties. */
    public boolean isMqtt5() {
        return mqtt5;
    }

    /** The device's id as text. */
    public String clientId() {
        return clientId;
    }

    public String deviceTopic() {
        return deviceTopic;
    }

    /** The topic on which this connection is sent a group's log. */
    public String groupTopic(Id gid) {
        return (format == Format.PROTOBUF ? new Topic.GroupProtobuf(gid) : new Topic.Group(gid)).toString();
    }

    /** The topic on which this connection is sent a user's presence. */
    public String presenceTopic(Id watched) {
        return (format == Format.PROTOBUF ? new Topic.PresenceProtobuf(watched) : new Topic.Presence(watched))
                .toString();
    }

    /** Whose presence this connection would be sent with such a subscription; null if nobody's. */
    public @Nullable Id watchedBy(String filter) {
        return switch (Topic.parse(filter)) {
            case Topic.Presence presence when format != Format.PROTOBUF -> presence.uid();
            case Topic.PresenceProtobuf presence when format == Format.PROTOBUF -> presence.uid();
            case null, default -> null;
        };
    }

    /** Called before the connection is known to others. */
    public void ackInBatches() {
        acksInBatches = true;
    }

    /** Whether the device puts entries in order by itself, asks for what it misses, and says how far it is now and then. */
    public boolean acksInBatches() {
        return acksInBatches;
    }

    /** Called before the connection is known to others. */
    public void refuseByMessage() {
        refusalsAsMessages = true;
    }

    /**
     * Whether an acknowledgement tells the device that a publication is refused. If not, the refusal goes to the device's topic:
     * MQTT 3.1.1 has no such acknowledgement, and some MQTT 5 clients do not show it to anyone.
     */
    public boolean readsRefusalsInAcks() {
        return mqtt5 && !refusalsAsMessages;
    }

    /** What the device has said that it takes; without a limit before. */
    public void limitPackets(long bytes) {
        packetLimit = bytes;
    }

    /** The largest packet that the device takes. The broker drops what is larger. */
    public long packetLimit() {
        return packetLimit;
    }

    /** Whether there may be something that it does not take. */
    public boolean limitsPackets() {
        return packetLimit < LARGEST_PACKET;
    }

    /** Has something done before anything that expires is published to the device for the first time. */
    public synchronized void beforeExpiring(Runnable action) {
        beforeExpiring = action;
    }

    /** Something that expires is about to be published to the device. No lock may be held. */
    public synchronized void prepareForExpiring() {
        if (beforeExpiring != null) {
            beforeExpiring.run();
            beforeExpiring = null;
        }
    }

    /** Returns the size of the packet if the device does not take it, else 0. */
    public int tooLarge(PublishPacket packet, int payloadBytes) {
        if (payloadBytes + AROUND_A_PAYLOAD <= packetLimit) {
            return 0;
        }
        int size = PacketSize.of(packet, payloadBytes);
        return size <= packetLimit ? 0 : size;
    }

    /** How large the packet is at most that answers a request with this payload. */
    public int answerSize(int payloadBytes, int correlationBytes) {
        return PacketSize.atMost(deviceTopic, payloadBytes, correlationBytes);
    }

    /** Called before the connection is known to others. */
    public void settleWith(Settling intake) {
        settling = intake;
    }

    /** Who is told when the outcome of a PUBLISH is known. */
    public Settling settling() {
        return settling;
    }

    /** Whether the device takes a packet of this size, header and all. */
    public boolean takesPacket(int bytes) {
        return bytes <= packetLimit;
    }

    /** What the service was asked as the connection got in. */
    public synchronized void admittedBy(ConnectRequest request) {
        admission = request;
    }

    /** Null for one that was let in without. */
    public synchronized @Nullable ConnectRequest admission() {
        return admission;
    }

    public Gate gate() {
        return gate;
    }

    public EchoFilter echoes() {
        return echoes;
    }

    public PendingAcks acks() {
        return acks;
    }

    public Stage stage() {
        return stage;
    }

    public synchronized void enter(Stage next) {
        stage = next;
        ready = ready && next == Stage.LIVE;
    }

    /** Completes, and never fails, when the subscribing at the start is over, however it ended. */
    public CompletionStage<Void> settled() {
        return settled;
    }

    /** Called without a lock, since others wait for it. */
    public void settle() {
        settled.complete(null);
    }

    /** Whether it is subscribed, so that what is published to it arrives. */
    public boolean isReady() {
        return ready;
    }

    public synchronized void becomeReady() {
        ready = stage == Stage.LIVE && cutCode == null;
    }

    public synchronized Set<Id> groups() {
        return groups;
    }

    public synchronized boolean isIn(Id gid) {
        return groups.contains(gid);
    }

    /** Returns false if it was in the group already. */
    public synchronized boolean addGroup(Id gid) {
        leftGroups = without(leftGroups, gid);
        boolean added = !groups.contains(gid);
        groups = with(groups, Set.of(gid));
        return added;
    }

    /** Those the service knew of when it was asked, without those that were left meanwhile. */
    public synchronized void addGroups(Set<Id> gids) {
        Set<Id> more = new HashSet<>(gids);
        more.removeAll(leftGroups);
        groups = with(groups, more);
    }

    /** Returns false if it was not in the group. */
    public synchronized boolean leaveGroup(Id gid) {
        leftGroups = with(leftGroups, Set.of(gid));
        boolean left = groups.contains(gid);
        groups = without(groups, gid);
        return left;
    }

    /** Returns whether it is in the group, and so may. */
    public synchronized boolean subscribeByHand(Id gid) {
        boolean may = isIn(gid);
        if (may) {
            byHand.add(gid);
        }
        return may;
    }

    /** Those left, each once for each time that it was allowed to subscribe by hand. */
    public synchronized Set<Id> takeLeftByHand() {
        Set<Id> left = new HashSet<>(byHand);
        left.retainAll(leftGroups);
        byHand.removeAll(left);
        return left;
    }

    /**
     * Its session has ended: nothing more is handed to it. Returns whether the broker is to end the connection; one that is still
     * getting in is stopped there: the broker might find another connection of the device.
     */
    public synchronized boolean cut(String code) {
        cutCode = code;
        ready = false;
        gate.close();
        return stage == Stage.LIVE;
    }

    public synchronized @Nullable String cutCode() {
        return cutCode;
    }

    private static Set<Id> with(Set<Id> ids, Set<Id> added) {
        Set<Id> more = new HashSet<>(ids);
        more.addAll(added);
        return Set.copyOf(more);
    }

    private static Set<Id> without(Set<Id> ids, Id removed) {
        Set<Id> fewer = new HashSet<>(ids);
        fewer.remove(removed);
        return Set.copyOf(fewer);
    }

    @Override
    public String toString() {
        return "device " + did + " of user " + uid;
    }
}
