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
 * One user whom devices on this node watch, with the newest known state.
 *
 * <p>A state comes from the fabric, or from the service's answer about another watcher; the higher version is the newer.
 * Publishes leave in one queue, each after the broker has taken the one before: so no watcher is left with an older state than
 * the others.
 */
final class WatchedUser {

    private final Id uid;
    private final PresencePublisher publisher;

    // Guarded by this.
    private final Map<DeviceConnection, Watch> watches = new HashMap<>();
    private @Nullable WatchedState latest;
    private CompletionStage<?> lastPublish = CompletableFuture.completedFuture(null);
    private Fabric.@Nullable Registration listening;

    WatchedUser(Id uid, PresencePublisher publisher) {
        this.uid = uid;
        this.publisher = publisher;
    }

    synchronized void listen(Fabric.Registration registration) {
        listening = registration;
    }

    /** Begins a watch, in place of an earlier one of the device. */
    synchronized Watch begin(DeviceConnection connection) {
        Watch watch = new Watch(connection, topic(connection.format()));
        watches.put(connection, watch);
        return watch;
    }

    /** Grants the watch with the service's answer. Returns false if the watch has ended since the request. */
    synchronized boolean grant(Watch watch, WatchedState state) {
        if (watch.stage() != Watch.Stage.ASKING) {
            return false;
        }
        watch.enter(Watch.Stage.GRANTED);
        learn(state);
        return true;
    }

    /** Stores the state and publishes it, unless a newer one is known. */
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

    /**
     * Sends the current state to a device that the broker has subscribed. Returns false if the device may no longer be
     * subscribed.
     */
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
        boolean isWatching = watch.stage() == Watch.Stage.WATCHING;
        watch.enter(Watch.Stage.ENDED);
        return isWatching;
    }

    synchronized Set<DeviceConnection> watchers() {
        return Set.copyOf(watches.keySet());
    }

    /** Removes the device. Returns false when it was the last, and the node listens no more. */
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
        lastPublish = lastPublish.thenCompose(before -> step.get());
    }

    private String topic(Format format) {
        return (format == Format.PROTOBUF ? new Topic.PresenceProtobuf(uid) : new Topic.Presence(uid)).toString();
    }

    private static byte[] payload(Format format, WatchedState state) {
        return Payloads.writeDown(
                format, Down.newBuilder().setPresence(state.getPresence()).build());
    }
}
