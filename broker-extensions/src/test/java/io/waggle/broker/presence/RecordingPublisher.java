package io.waggle.broker.presence;

import io.waggle.broker.connection.DeviceConnection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A publisher that records each publish once the broker would have taken the one before. */
final class RecordingPublisher implements PresencePublisher {

    final List<String> published = new ArrayList<>();
    final List<String> unsubscribed = new ArrayList<>();
    final List<String> disconnected = new ArrayList<>();
    CompletableFuture<Void> unsubscribing = CompletableFuture.completedFuture(null);
    CompletableFuture<Void> taken = CompletableFuture.completedFuture(null);

    @Override
    public CompletionStage<Void> toWatcher(DeviceConnection connection, String topic, byte[] payload) {
        published.add(connection.did() + " " + topic + " " + status(payload));
        return taken;
    }

    @Override
    public CompletionStage<Void> toTopic(String topic, byte[] payload) {
        published.add("all " + topic + " " + status(payload));
        return taken;
    }

    @Override
    public CompletionStage<Void> unsubscribe(DeviceConnection connection, String topic) {
        unsubscribed.add(connection.did() + " " + topic);
        return unsubscribing;
    }

    @Override
    public CompletionStage<Void> disconnect(DeviceConnection connection) {
        disconnected.add(connection.clientId());
        return CompletableFuture.completedFuture(null);
    }

    private static String status(byte[] payload) {
        return new String(payload, StandardCharsets.UTF_8).contains("online") ? "online" : "offline";
    }
}
