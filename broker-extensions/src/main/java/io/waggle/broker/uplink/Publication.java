package io.waggle.broker.uplink;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * What a device has published, out of the broker's hands.
 *
 * @param packetId 0 at QoS 0
 * @param id the user property {@code id}
 * @param expiry the message expiry interval, in seconds; null: it does not expire
 */
// Its payload is handed on, and nobody compares publications.
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
