package io.waggle.broker.delivery;

import io.waggle.broker.connection.DeviceConnection;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What the broker does for us towards its clients. No method blocks; what fails is logged where it fails. */
public interface Downlink {

    /** Publishes to the device's own topic. */
    void toDevice(DeviceConnection connection, byte[] payload, @Nullable ByteBuffer correlation);

    default void toDevice(DeviceConnection connection, byte[] payload) {
        toDevice(connection, payload, null);
    }

    /** Publishes a refusal that the device's gate has promised; unless the device hears none, which the gate is told. */
    void refusalToDevice(DeviceConnection connection, byte[] payload);

    /**
     * Publishes an entry to this device alone, on one of the topics that it is subscribed to.
     *
     * @param expiresAt milliseconds since 1970; 0 for what does not expire
     * @return whether it is subscribed to it; failed if the broker did not take it
     */
    CompletionStage<Boolean> entryToDevice(DeviceConnection connection, String topic, byte[] payload, long expiresAt);

    /** Publishes to a group's topic, for all who are subscribed to it here. */
    void toTopic(String topic, byte[] payload);

    /**
     * Publishes to the device's own topic what expires: from then on the broker does not send it any more.
     *
     * @param expiresAt milliseconds since 1970
     */
    void toDeviceUntil(DeviceConnection connection, byte[] payload, long expiresAt);

    /** Publishes to a group's topic what expires. */
    void toTopicUntil(String topic, byte[] payload, long expiresAt);

    /** Publishes to the device's own topic at QoS 0: what it cannot take at once is dropped. */
    void nowToDevice(DeviceConnection connection, byte[] payload);

    /** Publishes to a group's topic at QoS 0. */
    void nowToTopic(String topic, byte[] payload);

    /** Subscribes the device; failed if it cannot be. */
    CompletionStage<Void> subscribe(DeviceConnection connection, Set<String> topics);

    /** Takes the device's subscription away, also one it made by hand; failed if that cannot be. */
    CompletionStage<Void> unsubscribe(DeviceConnection connection, String topic);

    /** Ends the device's connection; completes when it has ended, and never fails. */
    CompletionStage<Void> disconnect(DeviceConnection connection, Reason reason, String code);

    /** Why a connection is ended. */
    enum Reason {
        /** It was in order, and somebody has ended it on purpose. */
        ENDED,
        /** It shall come back and try again. */
        TRY_AGAIN,
        /** It has asked for more than it may. */
        OVER_LIMIT,
        /** It does not take a packet that it would have to be sent. */
        TOO_LARGE
    }
}
