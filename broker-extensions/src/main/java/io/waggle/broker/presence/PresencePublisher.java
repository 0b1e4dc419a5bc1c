package io.waggle.broker.presence;

import io.waggle.broker.connection.DeviceConnection;

import java.util.concurrent.CompletionStage;

/** The broker's services for publishing presence to watchers. */
public interface PresencePublisher {

    /** Publishes to this watcher only; completes, and never fails, when the broker has taken the publish or has failed. */
    CompletionStage<Void> toWatcher(DeviceConnection connection, String topic, byte[] payload);

    /** Publishes to all subscribers; completes, and never fails, when the broker has taken the publish or has failed. */
    CompletionStage<Void> toTopic(String topic, byte[] payload);

    /** Removes a subscription; fails if that is not possible. */
    CompletionStage<Void> unsubscribe(DeviceConnection connection, String topic);

    /** Ends the connection, which may reconnect; completes when it has ended, and never fails. */
    CompletionStage<Void> disconnect(DeviceConnection connection);
}
