package io.waggle.broker.delivery;

import com.hivemq.extension.sdk.api.interceptor.publish.PublishOutboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishOutboundInput;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishOutboundOutput;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.downlink.Expiry;
import io.waggle.broker.downlink.PacketSize;

import java.nio.ByteBuffer;

/**
 * The interceptor for a device that acknowledges in batches, and so has no gate. It replaces packets that are too large for the
 * device with {@link Replacement}s, and drops packets that have expired. Called on the broker's extension threads; never
 * blocks, never fails.
 */
public final class OutboundInterceptor implements PublishOutboundInterceptor {

    private final DeviceConnection connection;

    public OutboundInterceptor(DeviceConnection connection) {
        this.connection = connection;
    }

    @Override
    public void onOutboundPublish(PublishOutboundInput input, PublishOutboundOutput output) {
        PublishPacket packet = input.getPublishPacket();
        ByteBuffer payload = packet.getPayload().orElse(null);
        // The answer to a request fits: that was checked when it was written.
        if (payload == null || packet.getCorrelationData().isPresent()) {
            return;
        }
        int tooLarge = PacketSize.exceeding(connection.packetLimit(), packet, payload.remaining());
        if (!Expiry.writeRemaining(packet, output)) {
            output.preventPublishDelivery();
        } else if (tooLarge > 0) {
            replace(connection, payload, tooLarge, output);
        }
    }

    static void replace(
            DeviceConnection connection, ByteBuffer payload, int packetBytes, PublishOutboundOutput output) {
        byte[] replacement = Replacement.of(connection.format(), payload, packetBytes);
        if (replacement == null) {
            output.preventPublishDelivery();
        } else {
            output.getPublishPacket().setPayload(ByteBuffer.wrap(replacement));
        }
    }
}
