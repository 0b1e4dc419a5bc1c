package io.waggle.broker.presence;

import io.waggle.broker.connection.DeviceConnection;

import java.util.concurrent.CompletionStage;

/** What the broker does for us towards those who watch. */
public interface PresencePublisher {

    /** To this watcher alone; completes, and never fails, when the broker has it. */
    CompletionStage<Void> toWatcher(DeviceConnection connection, String topic, byte[] payload);

    /** To all who are subscribed; completes, and never fails, when the broker has it. */
    CompletionStage<Void> toTopic(String topic, byte[] payload);

    /** Takes a subscription away; failed if that cannot be. */
    CompletionStage<Void> unsubscribe(DeviceConnection connection, String topic);

    /** Ends the connection, which may come back; completes when it has ended, and never fails. */
    CompletionStage<Void> disconnect(DeviceConnection connection);
}
