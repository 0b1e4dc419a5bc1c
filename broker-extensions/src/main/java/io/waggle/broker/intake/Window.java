package io.waggle.broker.intake;

import com.hivemq.mqtt.message.publish.PUBLISH;

import java.util.ArrayDeque;

/** The PUBLISHes of one connection that the broker is working on, oldest first. Called on the channel's event loop. */
final class Window {

    private final int size;
    private final ArrayDeque<Integer> inProgress = new ArrayDeque<>(2);

    Window(int size) {
        this.size = size;
    }

    boolean hasRoom() {
        return inProgress.size() < size;
    }

    void add(PUBLISH publish) {
        inProgress.addLast(key(publish));
    }

    /** Returns whether it has this packet and not its outcome yet. */
    boolean has(PUBLISH publish) {
        return inProgress.contains(key(publish));
    }

    /**
     * Removes a PUBLISH whose outcome is known, and all before it: outcomes come in order, so those never get one. A PUBLISH
     * that is not here is ignored: the broker took it before there was a window.
     *
     * @param packetId 0 at QoS 0
     */
    void remove(int qos, int packetId) {
        Integer key = key(qos, packetId);
        if (inProgress.contains(key)) {
            while (!inProgress.removeFirst().equals(key)) {
                // These get no outcome.
            }
        }
    }

    private static Integer key(PUBLISH publish) {
        int qos = publish.getQoS().getQosNumber();
        return key(qos, qos == 0 ? 0 : publish.getPacketIdentifier());
    }

    private static Integer key(int qos, int packetId) {
        return (qos << 16) | packetId;
    }
}
