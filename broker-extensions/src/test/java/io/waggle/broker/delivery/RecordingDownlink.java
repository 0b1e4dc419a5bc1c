package io.waggle.broker.delivery;

import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.downlink.Downlink;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A downlink that records what the broker would do. */
public final class RecordingDownlink implements Downlink {

    final List<String> published = new ArrayList<>();
    final List<String> disconnected = new ArrayList<>();
    final List<Set<String>> subscribed = new ArrayList<>();
    final List<String> unsubscribed = new ArrayList<>();
    CompletableFuture<Void> next = CompletableFuture.completedFuture(null);
    CompletableFuture<Void> disconnecting = CompletableFuture.completedFuture(null);

    boolean isSubscribed = true;

    @Nullable
    RuntimeException fault;

    @Nullable
    RuntimeException publishFault;

    @Override
    public void toDevice(DeviceConnection connection, byte[] payload, @Nullable ByteBuffer correlation) {
        throwIf(publishFault);
        published.add(connection.deviceTopic() + " " + summary(payload));
    }

    @Override
    public void refusalToDevice(DeviceConnection connection, byte[] payload) {
        toDevice(connection, payload, null);
    }

    @Override
    public CompletionStage<Boolean> entryToDevice(
            DeviceConnection connection, String topic, byte[] payload, long expiresAt) {
        published.add(connection.clientId() + " " + topic + " " + summary(payload));
        return CompletableFuture.completedFuture(isSubscribed);
    }

    @Override
    public void toTopic(String topic, byte[] payload) {
        published.add(topic + " " + summary(payload));
    }

    @Override
    public void toDeviceUntil(DeviceConnection connection, byte[] payload, long expiresAt) {
        published.add("until " + expiresAt + " " + connection.deviceTopic() + " " + summary(payload));
    }

    @Override
    public void toTopicUntil(String topic, byte[] payload, long expiresAt) {
        published.add("until " + expiresAt + " " + topic + " " + summary(payload));
    }

    @Override
    public void nowToDevice(DeviceConnection connection, byte[] payload) {
        published.add("now " + connection.deviceTopic() + " " + summary(payload));
    }

    @Override
    public void nowToTopic(String topic, byte[] payload) {
        published.add("now " + topic + " " + summary(payload));
    }

    @Override
    public CompletionStage<Void> subscribe(DeviceConnection connection, Set<String> topics) {
        subscribed.add(topics);
        return next;
    }

    @Override
    public CompletionStage<Void> unsubscribe(DeviceConnection connection, String topic) {
        throwIf(fault);
        unsubscribed.add(connection.clientId() + " " + topic);
        return next;
    }

    @Override
    public CompletionStage<Void> disconnect(DeviceConnection connection, Reason reason, String code) {
        disconnected.add(reason + " " + code);
        return disconnecting;
    }

    private static void throwIf(@Nullable RuntimeException fault) {
        if (fault != null) {
            throw fault;
        }
    }

    private static String summary(byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        if (text.contains("groupJoined")) {
            return "notice";
        }
        if (text.contains("groupLeft")) {
            return "left";
        }
        return text.contains("\"one\"") ? "one" : text.contains("\"two\"") ? "two" : "other";
    }
}
