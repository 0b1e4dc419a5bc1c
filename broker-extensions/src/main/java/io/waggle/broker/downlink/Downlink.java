package io.waggle.broker.downlink;

import io.waggle.broker.connection.DeviceConnection;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The broker's services for publishing to clients, subscribing and disconnecting them. No method blocks; failures are logged
 * where they happen.
 */
public interface Downlink {

    /** Publishes to the device's own topic. */
    void toDevice(DeviceConnection connection, byte[] payload, @Nullable ByteBuffer correlation);

    default void toDevice(DeviceConnection connection, byte[] payload) {
        toDevice(connection, payload, null);
    }

    /** Publishes a refusal that the device's gate has promised. If the device does not receive refusals, notifies the gate. */
    void refusalToDevice(DeviceConnection connection, byte[] payload);

    /**
     * Publishes an entry to this device only, on one of the topics that it is subscribed to.
     *
     * @param expiresAt milliseconds since 1970; 0 for an entry that does not expire
     * @return whether it is subscribed to the topic; failed if the broker did not take the publish
     */
    CompletionStage<Boolean> entryToDevice(DeviceConnection connection, String topic, byte[] payload, long expiresAt);

    /** Publishes to a group's topic, for all its subscribers on this node. */
    void toTopic(String topic, byte[] payload);

    /**
     * Publishes to the device's own topic with an expiry: after it the broker does not send the message any more.
     *
     * @param expiresAt milliseconds since 1970
     */
    void toDeviceUntil(DeviceConnection connection, byte[] payload, long expiresAt);

    /** Publishes to a group's topic with an expiry. */
    void toTopicUntil(String topic, byte[] payload, long expiresAt);

    /** Publishes to the device's own topic at QoS 0: the broker drops what the device cannot receive at once. */
    void nowToDevice(DeviceConnection connection, byte[] payload);

    /** Publishes to a group's topic at QoS 0. */
    void nowToTopic(String topic, byte[] payload);

    /** Subscribes the device; fails if that is not possible. */
    CompletionStage<Void> subscribe(DeviceConnection connection, Set<String> topics);

    /** Removes the device's subscription, also if the device made it itself; fails if that is not possible. */
    CompletionStage<Void> unsubscribe(DeviceConnection connection, String topic);

    /** Ends the device's connection; completes when it has ended, and never fails. */
    CompletionStage<Void> disconnect(DeviceConnection connection, Reason reason, String code);

    /** The reason why a connection is ended. */
    enum Reason {
        /** The connection was in order, and is ended on purpose. */
        ENDED,
        /** The client should reconnect and try again. */
        TRY_AGAIN,
        /** The client has asked for more than it may. */
        OVER_LIMIT,
        /** The client does not accept a packet that the server would have to send. */
        TOO_LARGE
    }
}
