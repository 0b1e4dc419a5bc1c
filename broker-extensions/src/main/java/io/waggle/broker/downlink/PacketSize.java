package io.waggle.broker.downlink;

import com.hivemq.extension.sdk.api.packets.general.Qos;
import com.hivemq.extension.sdk.api.packets.general.UserProperty;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The size of a PUBLISH as an MQTT 5 packet, in bytes. The broker compares it with the client's Maximum Packet Size, and drops
 * a packet that is larger.
 */
public final class PacketSize {

    /**
     * The most that everything around the payload of an entry or a notice takes: header, topic, packet id, expiry interval, a
     * subscription identifier. A payload that is smaller than the limit by this much fits, and its packet size need not be
     * computed.
     */
    private static final int AROUND_A_PAYLOAD = 64;

    /** The size of a length field, of a topic or a property. */
    private static final int LENGTH = 2;
    /** The size of a property identifier. */
    private static final int PROPERTY = 1;

    /** The broker's value for "no expiry interval", one more than MQTT's maximum. The broker writes every other interval. */
    private static final long NEVER = 0xFFFF_FFFFL + 1;

    private static final int PACKET_ID = 2;
    private static final int EXPIRY = PROPERTY + 4;
    private static final int FORMAT_INDICATOR = PROPERTY + 1;
    private static final int LONGEST_VARIABLE = 4;

    private PacketSize() {}

    /** Returns the size of the packet if it exceeds the limit, else 0. */
    public static int exceeding(long limit, PublishPacket packet, int payloadBytes) {
        if (payloadBytes + AROUND_A_PAYLOAD <= limit) {
            return 0;
        }
        int size = of(packet, payloadBytes);
        return size <= limit ? 0 : size;
    }

    /** Returns the size of the packet with a payload of this size instead of its own. */
    private static int of(PublishPacket packet, int payloadBytes) {
        int properties = packet.getMessageExpiryInterval().orElse(0L) == NEVER ? 0 : EXPIRY;
        properties += packet.getPayloadFormatIndicator().isPresent() ? FORMAT_INDICATOR : 0;
        properties += packet.getContentType().map(PacketSize::textProperty).orElse(0);
        properties += packet.getResponseTopic().map(PacketSize::textProperty).orElse(0);
        properties += packet.getCorrelationData().map(PacketSize::property).orElse(0);
        for (int identifier : packet.getSubscriptionIdentifiers()) {
            properties += PROPERTY + variableLength(identifier);
        }
        for (UserProperty property : packet.getUserProperties().asList()) {
            properties += textProperty(property.getName()) + LENGTH + utf8(property.getValue());
        }
        int packetId = packet.getQos() == Qos.AT_MOST_ONCE ? 0 : PACKET_ID;
        return whole(utf8(packet.getTopic()), packetId, properties, payloadBytes);
    }

    /**
     * Returns the largest possible size of a QoS 1 packet without expiry. The client may have subscribed with an identifier,
     * which the packet then carries.
     */
    public static int atMost(String topic, int payloadBytes, int correlationBytes) {
        int properties = PROPERTY + LENGTH + correlationBytes + PROPERTY + LONGEST_VARIABLE;
        return whole(utf8(topic), PACKET_ID, properties, payloadBytes);
    }

    private static int whole(int topic, int packetId, int properties, int payload) {
        int remaining = LENGTH + topic + packetId + variableLength(properties) + properties + payload;
        return 1 + variableLength(remaining) + remaining;
    }

    private static int property(ByteBuffer value) {
        return PROPERTY + LENGTH + value.remaining();
    }

    private static int textProperty(String value) {
        return PROPERTY + LENGTH + utf8(value);
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Returns the size of a variable byte integer, which has seven bits per byte. */
    private static int variableLength(int value) {
        return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : LONGEST_VARIABLE;
    }
}
