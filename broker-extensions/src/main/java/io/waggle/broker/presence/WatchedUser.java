package io.waggle.broker.presence;

import io.waggle.broker.connection.DeviceConnection;
import io.waggle.fabric.Fabric;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.Topic;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.fabric.v1.WatchedState;
import io.waggle.protocol.v1.Down;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * One user whom devices on this node watch, and the newest that is known of it.
 *
 * <p>The newest state comes from the fabric or from the service's answer to one more watcher, whichever is later by its
 * version. What is published leaves in one line, each after the one before has been taken: so a watcher is never left with
 * an older state than the others.
 */
final class WatchedUser {

    private final Id uid;
    private final PresencePublisher publisher;

    // Guarded by this.
    private final Map<DeviceConnection, Watch> watches = new HashMap<>();
    private @Nullable WatchedState latest;
    private CompletionStage<?> line = CompletableFuture.completedFuture(null);
    private Fabric.@Nullable Registration listening;

    WatchedUser(Id uid, PresencePublisher publisher) {
        this.uid = uid;
        this.publisher = publisher;
    }

    synchronized void listen(Fabric.Registration registration) {
        listening = registration;
    }

    /** Begins a watch, in place of one that the device may have had before. */
    synchronized Watch begin(DeviceConnection connection) {
        Watch watch = new Watch(connection, topic(connection.format()));
        watches.put(connection, watch);
        return watch;
    }

    /** The service allows it. Returns false if that has become untrue while the answer travelled. */
    synchronized boolean grant(Watch watch, WatchedState state) {
        if (watch.stage() != Watch.Stage.ASKING) {
            return false;
        }
        watch.enter(Watch.Stage.GRANTED);
        learn(state);
        return true;
    }

    /** Takes the state for the newest unless something newer is known, and tells it. */
    synchronized void learn(WatchedState state) {
        if (latest != null && state.getVersion() <= latest.getVersion()) {
            return;
        }
        boolean first = latest == null;
        latest = state;
        if (first) {
            return;
        }
        formats().forEach(format -> next(() -> publisher.toTopic(topic(format), payload(format, state))));
    }

    /** The broker has subscribed the device: tells it how things stand. Returns false if it may no longer be subscribed. */
    synchronized boolean subscribed(DeviceConnection connection) {
        Watch watch = watches.get(connection);
        WatchedState state = latest;
        if (watch == null || state == null || watch.stage() == Watch.Stage.ENDED) {
            return false;
        }
        watch.enter(Watch.Stage.WATCHING);
        byte[] payload = payload(connection.format(), state);
        next(() -> publisher.toWatcher(connection, watch.topic(), payload));
        return true;
    }

    /** Ends the device's watch. Returns false if the broker is still about to subscribe it. */
    synchronized boolean end(DeviceConnection connection) {
        Watch watch = watches.get(connection);
        if (watch == null) {
            return true;
        }
        boolean settled = watch.stage() == Watch.Stage.WATCHING;
        watch.enter(Watch.Stage.ENDED);
        return settled;
    }

    synchronized Set<DeviceConnection> watchers() {
        return Set.copyOf(watches.keySet());
    }

    /** Forgets the device; returns false when it was the last, and nobody listens any more. */
    synchronized boolean remove(DeviceConnection connection) {
        watches.remove(connection);
        if (watches.isEmpty() && listening != null) {
            listening.close();
            listening = null;
        }
        return !watches.isEmpty();
    }

    private List<Format> formats() {
        return watches.keySet().stream()
                .map(DeviceConnection::format)
                .distinct()
                .sorted()
                .toList();
    }

    private void next(Supplier<CompletionStage<Void>> step) {
        line = line.thenCompose(before -> step.get());
    }

    private String topic(Format format) {
        return (format == Format.PROTOBUF ? new Topic.PresenceProtobuf(uid) : new Topic.Presence(uid)).toString();
    }

    private static byte[] payload(Format format, WatchedState state) {
        return Payloads.writeDown(
                format, Down.newBuilder().setPresence(state.getPresence()).build());
    }
}
