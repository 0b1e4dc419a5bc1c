package io.waggle.broker.connection;

import io.waggle.broker.gate.Gate;
import io.waggle.broker.intake.OutcomeListener;
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

/** One connection of a device, admitted or waiting for admission. */
public final class DeviceConnection {

    /** The stages of a connection. */
    public enum Stage {
        /** Waiting for admission: its groups are collected, nothing is delivered. */
        OPENING,
        /** The broker has its MQTT session, so that it can be subscribed and cut. */
        LIVE,
        CLOSED
    }

    /** No packet that is sent is larger. */
    private static final int LARGEST_PACKET = 4 * Limits.PACKET_BYTES;

    // Set for the whole connection.
    private final long number;
    private final Id uid;
    private final Id did;
    private final Format format;
    private final boolean mqtt5;
    private final String clientId;
    private final String deviceTopic;
    private final Gate gate;
    private final EchoFilter echoes = new EchoFilter();

    // State that changes, guarded by this.
    private Set<Id> groups = Set.of();
    /** The groups that the device has left; an older answer or subscription must not add them again. */
    private Set<Id> leftGroups = Set.of();
    /** The groups for which a SUBSCRIBE of the device was allowed. */
    private final Set<Id> allowedSubscribes = new HashSet<>(0);

    private @Nullable String cutCode;
    private @Nullable ConnectRequest admission;
    private @Nullable Runnable beforeExpiring;

    // Read on the hot path without the lock.
    private volatile long packetLimit = Long.MAX_VALUE;
    private volatile boolean acksInBatches;
    private volatile int generation;
    private volatile boolean refusalsAsMessages;
    private volatile OutcomeListener outcomeListener = OutcomeListener.NONE;
    private volatile Stage stage = Stage.OPENING;
    private volatile boolean ready;
    private final CompletableFuture<Void> subscribingEnded = new CompletableFuture<>();

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

    /** Different for every connection of this node, also for connections of the same device. */
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

    /** Returns whether PUBACKs can carry reason codes and properties. */
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

    /** Returns the topic on which this connection receives a group's log. */
    public String groupTopic(Id gid) {
        return (format == Format.PROTOBUF ? new Topic.GroupProtobuf(gid) : new Topic.Group(gid)).toString();
    }

    /** Returns the topic on which this connection receives a user's presence. */
    public String presenceTopic(Id watched) {
        return (format == Format.PROTOBUF ? new Topic.PresenceProtobuf(watched) : new Topic.Presence(watched))
                .toString();
    }

    /** Returns the user whose presence this filter subscribes to on this connection, or null if there is none. */
    public @Nullable Id watchedBy(String filter) {
        return switch (Topic.parse(filter)) {
            case Topic.Presence presence when format != Format.PROTOBUF -> presence.uid();
            case Topic.PresenceProtobuf presence when format == Format.PROTOBUF -> presence.uid();
            case null, default -> null;
        };
    }

    /** Makes the device acknowledge in batches. Called before other threads know the connection. */
    public void ackInBatches() {
        acksInBatches = true;
    }

    /** Returns whether the device orders entries itself, requests missing entries, and reports its cursor from time to time. */
    public boolean acksInBatches() {
        return acksInBatches;
    }

    /** Sends refusals as messages. Called before other threads know the connection. */
    public void refuseByMessage() {
        refusalsAsMessages = true;
    }

    /**
     * Returns whether an acknowledgement tells the device that a publication is refused. If not, the refusal goes to the
     * device's topic: MQTT 3.1.1 has no such acknowledgement, and some MQTT 5 clients do not show it to the application.
     */
    public boolean readsRefusalsInAcks() {
        return mqtt5 && !refusalsAsMessages;
    }

    /** Sets the client's Maximum Packet Size. Without this call there is no limit. */
    public void limitPackets(long bytes) {
        packetLimit = bytes;
    }

    /** Returns the largest packet that the device accepts. The broker drops larger packets. */
    public long packetLimit() {
        return packetLimit;
    }

    /** Returns whether the server may send packets that the device does not accept. */
    public boolean limitsPackets() {
        return packetLimit < LARGEST_PACKET;
    }

    /** Sets an action that runs once, before the first publish to the device that expires. */
    public synchronized void beforeExpiring(Runnable action) {
        beforeExpiring = action;
    }

    /**
     * Runs the action of {@link #beforeExpiring(Runnable)}. Called before a publish that expires; the caller must hold no lock.
     */
    public synchronized void prepareForExpiring() {
        if (beforeExpiring != null) {
            beforeExpiring.run();
            beforeExpiring = null;
        }
    }

    /** Called before other threads know the connection. */
    public void setOutcomeListener(OutcomeListener listener) {
        outcomeListener = listener;
    }

    /** Returns the listener that is notified when the outcome of a PUBLISH is known. */
    public OutcomeListener outcomeListener() {
        return outcomeListener;
    }

    /** Returns whether the device accepts a packet of this size, including the header. */
    public boolean takesPacket(int bytes) {
        return bytes <= packetLimit;
    }

    /** Sets the generation of the credential with which the device was admitted. */
    public void setGeneration(int admitted) {
        generation = admitted;
    }

    public int generation() {
        return generation;
    }

    /** Stores the request with which the connection asked the service for admission. */
    public synchronized void admittedBy(ConnectRequest request) {
        admission = request;
    }

    /** Returns null for a connection that was admitted without a request. */
    public synchronized @Nullable ConnectRequest admission() {
        return admission;
    }

    public Gate gate() {
        return gate;
    }

    public EchoFilter echoes() {
        return echoes;
    }

    public Stage stage() {
        return stage;
    }

    public synchronized void enter(Stage next) {
        stage = next;
        ready = ready && next == Stage.LIVE;
    }

    /** Completes, and never fails, when the first subscribing has ended, with or without success. */
    public CompletionStage<Void> subscribingEnded() {
        return subscribingEnded;
    }

    /** Called without a lock, since other threads wait for it. */
    public void endSubscribing() {
        subscribingEnded.complete(null);
    }

    /** Returns whether the device is subscribed, so that publishes to it arrive. */
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

    /** Adds the groups of the service's answer, except those that the device has left since the request. */
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

    /** Returns whether the device is in the group and so may subscribe to it. */
    public synchronized boolean allowSubscribe(Id gid) {
        boolean may = isIn(gid);
        if (may) {
            allowedSubscribes.add(gid);
        }
        return may;
    }

    /** Takes the groups that the device has left and for which a SUBSCRIBE of the device was allowed. */
    public synchronized Set<Id> takeLeftSubscriptions() {
        Set<Id> left = new HashSet<>(allowedSubscribes);
        left.retainAll(leftGroups);
        allowedSubscribes.removeAll(left);
        return left;
    }

    /**
     * Ends the session: nothing more is sent to the device. Returns whether the broker must end the connection. A connection
     * that is still waiting for admission is stopped at its admission instead, since the broker might find another connection
     * of the device.
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
