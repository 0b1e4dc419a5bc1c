package io.waggle.broker.connection;

import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Keeps what a device says in a group for the moment from coming back to it: the group's topic is one publish for all its
 * members, and what is not kept has no number by which the {@link Gate} could know it.
 *
 * <p>Delivery says what is about to be published because of this device; exactly that is dropped, once. Bounded:
 * beyond it a device hears the oldest of its own, which is a nuisance and not a fault.
 */
public final class EchoFilter {

    static final int CAPACITY = 256;
    static final int BYTES = 64 * 1024;

    private record Echo(String topic, ByteBuffer payload) {}

    private final ArrayDeque<Echo> expected = new ArrayDeque<>(2);
    private int bytes;

    /** Called before the publish, on the thread that publishes. */
    public synchronized void expect(String topic, byte[] payload) {
        expected.addLast(new Echo(topic, ByteBuffer.wrap(payload)));
        bytes += payload.length;
        while (expected.size() > CAPACITY || bytes > BYTES) {
            bytes -= expected.removeFirst().payload().capacity();
        }
    }

    /** Returns whether the packet was expected, and expects it no more. Called for all that is sent to the device. */
    public synchronized boolean take(PublishPacket packet) {
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
                bytes -= echo.payload().capacity();
                return true;
            }
        }
        return false;
    }
}
