package io.waggle.broker.downlink;

import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishOutboundOutput;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;

/**
 * The message expiry interval of publishes that expire.
 *
 * <p>HiveMQ drops a packet that expires between its queue and the connection, but counts it as in flight for ever: it then
 * sends nothing more to that client. So a packet is published with an interval that is one day too long. The interceptors
 * subtract the day again, and drop a packet that has expired.
 */
public final class Expiry {

    private static final long EXTRA_SECONDS = 86_400;

    /** MQTT has four bytes for the interval. */
    private static final long LONGEST = 0xFFFF_FFFFL;

    private Expiry() {}

    /**
     * Returns the interval to publish with. MQTT counts whole seconds. The interval is rounded down, but is at least one
     * second. The largest one is 136 years; a message that expires later still carries its own expiry.
     */
    static long toPublish(long leftMillis) {
        return Math.clamp(leftMillis / 1_000, 1, LONGEST - EXTRA_SECONDS) + EXTRA_SECONDS;
    }

    /** Writes the remaining interval into the outgoing packet. Returns false if the packet has expired. */
    public static boolean writeRemaining(PublishPacket packet, PublishOutboundOutput output) {
        long interval = packet.getMessageExpiryInterval().orElse(Long.MAX_VALUE);
        if (interval > LONGEST) {
            return true;
        }
        long left = interval - EXTRA_SECONDS;
        if (left > 0) {
            output.getPublishPacket().setMessageExpiryInterval(left);
        }
        return left > 0;
    }
}
