package io.waggle.broker.connection;

import io.waggle.broker.gate.Gate;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Stops the ephemeral messages that a device sends to a group from coming back to the device. One publish on the group's topic
 * reaches all members, and an ephemeral message has no number by which the {@link Gate} could recognise it.
 *
 * <p>Delivery registers each payload that it is about to publish for this device; exactly that payload is dropped, once. The
 * filter is bounded: beyond the bound the device receives its own oldest messages, which does no harm.
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

    /** Returns whether the payload was expected, and removes the expectation. Called for every packet to the device. */
    public synchronized boolean take(String topic, ByteBuffer payload) {
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
