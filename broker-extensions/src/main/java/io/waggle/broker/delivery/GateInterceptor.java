package io.waggle.broker.delivery;

import com.hivemq.extension.sdk.api.interceptor.puback.PubackInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.puback.parameter.PubackInboundInput;
import com.hivemq.extension.sdk.api.interceptor.puback.parameter.PubackInboundOutput;
import com.hivemq.extension.sdk.api.interceptor.publish.PublishOutboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishOutboundInput;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishOutboundOutput;
import com.hivemq.extension.sdk.api.packets.general.Qos;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.downlink.Expiry;
import io.waggle.broker.downlink.PacketSize;
import io.waggle.broker.gate.Gate;

import java.nio.ByteBuffer;

/**
 * Connects a connection's {@link Gate} to the broker. Called on the broker's extension threads for every delivery and every
 * acknowledgement; never blocks, never fails.
 *
 * <p>The broker passes both in the order of the wire, and a packet is acknowledged only after it has passed here. A packet that
 * is dropped here frees its packet id and its place in the window at once. The broker would silently drop a packet that is too
 * large for the device; a {@link Replacement} replaces it.
 */
public final class GateInterceptor implements PublishOutboundInterceptor, PubackInboundInterceptor {

    private final DeviceConnection connection;
    private final Gate gate;
    private final Delivery delivery;

    public GateInterceptor(DeviceConnection connection, Delivery delivery) {
        this.connection = connection;
        this.gate = connection.gate();
        this.delivery = delivery;
    }

    @Override
    public void onOutboundPublish(PublishOutboundInput input, PublishOutboundOutput output) {
        PublishPacket packet = input.getPublishPacket();
        ByteBuffer payload = packet.getPayload().orElse(null);
        // The answer to a request may look like a message.
        if (payload == null || packet.getCorrelationData().isPresent()) {
            return;
        }
        if (!Expiry.writeRemaining(packet, output)) {
            gate.expired(payload);
            output.preventPublishDelivery();
            advance();
            return;
        }
        int packetId = packet.getQos() == Qos.AT_MOST_ONCE ? 0 : packet.getPacketId();
        int tooLarge = PacketSize.exceeding(connection.packetLimit(), packet, payload.remaining());
        if (connection.echoes().take(packet.getTopic(), payload)) {
            output.preventPublishDelivery();
        } else {
            switch (gate.pass(payload, packetId, tooLarge)) {
                case PASS -> {}
                case DROP -> output.preventPublishDelivery();
                case REPLACE -> OutboundInterceptor.replace(connection, payload, tooLarge, output);
            }
        }
        advance();
    }

    @Override
    public void onInboundPuback(PubackInboundInput input, PubackInboundOutput output) {
        gate.acknowledge(input.getPubackPacket().getPacketIdentifier());
        if (connection.stage() == DeviceConnection.Stage.CLOSED) {
            delivery.storeLast(connection);
        }
        advance();
    }

    private void advance() {
        if (gate.hasNextStep()) {
            delivery.advance(connection);
        }
    }
}
