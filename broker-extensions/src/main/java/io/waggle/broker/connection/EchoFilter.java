package io.waggle.broker.connection;

import com.hivemq.extension.sdk.api.interceptor.publish.PublishOutboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishOutboundInput;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishOutboundOutput;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Keeps a device's own group messages from coming back to it: the group's topic is one publish for all its members.
 *
 * <p>Delivery says what is about to be published because of this device; the interceptor drops exactly that, once. Bounded:
 * beyond it a device is sent the oldest of its own messages, which is a nuisance and not a fault.
 */
public final class EchoFilter implements PublishOutboundInterceptor {

    static final int CAPACITY = 256;

    private record Echo(String topic, ByteBuffer payload) {}

    private final ArrayDeque<Echo> expected = new ArrayDeque<>(2);

    /** Called before the publish, on the thread that publishes. */
    public synchronized void expect(String topic, byte[] payload) {
        if (expected.size() == CAPACITY) {
            expected.removeFirst();
        }
        expected.addLast(new Echo(topic, ByteBuffer.wrap(payload)));
    }

    /** Called on the broker's extension thread for everything that is sent to the device. */
    @Override
    public void onOutboundPublish(PublishOutboundInput input, PublishOutboundOutput output) {
        PublishPacket packet = input.getPublishPacket();
        if (take(packet)) {
            output.preventPublishDelivery();
        }
    }

    private synchronized boolean take(PublishPacket packet) {
        return !expected.isEmpty()
                && packet.getPayload()
                        .map(payload -> take(packet.getTopic(), payload))
                        .orElse(false);
    }

    /** Returns whether this was expected, and expects it no more. */
    synchronized boolean take(String topic, ByteBuffer payload) {
        for (Iterator<Echo> echoes = expected.iterator(); echoes.hasNext(); ) {
            Echo echo = echoes.next();
            if (echo.payload().equals(payload) && echo.topic().equals(topic)) {
                echoes.remove();
                return true;
            }
        }
        return false;
    }
}
