package io.waggle.broker.uplink;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * A PUBLISH of a device, independent of the broker's classes.
 *
 * @param packetId 0 at QoS 0
 * @param id the user property {@code id}
 * @param expiry the message expiry interval in seconds; null if the message does not expire
 */
// The payload is passed on, and publications are never compared.
@SuppressWarnings("ArrayRecordComponent")
record Publication(
        String topic,
        byte[] payload,
        int qos,
        int packetId,
        boolean duplicate,
        boolean retained,
        int properties,
        int propertiesSize,
        @Nullable String id,
        @Nullable String responseTopic,
        @Nullable ByteBuffer correlation,
        @Nullable Long expiry) {}
