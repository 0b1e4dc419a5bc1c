package io.waggle.broker.delivery;

import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishOutboundOutput;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;

/**
 * The message expiry interval of what expires.
 *
 * <p>A packet that expires between the broker's queue and the connection the broker drops and counts as in flight for ever: it
 * then sends that client nothing more. So a packet is published with a day more than it has, and the interceptors take the
 * day off and drop what is over.
 */
final class Expiry {

    private static final long EXTRA_SECONDS = 86_400;

    /** MQTT has four bytes for it. */
    private static final long LONGEST = 0xFFFF_FFFFL;

    private Expiry() {}

    /**
     * The interval to publish with. MQTT counts whole seconds: rather one too few than one too many, as long as there is one. It
     * counts 136 years of them; what expires later still says so itself.
     */
    static long toPublish(long leftMillis) {
        return Math.clamp(leftMillis / 1_000, 1, LONGEST - EXTRA_SECONDS) + EXTRA_SECONDS;
    }

    /** Puts what is left into the packet that goes out. Returns false if nothing is. */
    static boolean settle(PublishPacket packet, PublishOutboundOutput output) {
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
