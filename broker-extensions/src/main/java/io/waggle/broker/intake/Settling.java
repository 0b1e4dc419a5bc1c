package io.waggle.broker.intake;

/** Is notified when the outcome of a connection's PUBLISH is known, in the order of the PUBLISHes. Safe on any thread. */
public interface Settling {

    /** For a connection whose PUBLISHes are not counted. */
    Settling NONE = (qos, packetId) -> {};

    /** @param packetId 0 at QoS 0 */
    void settled(int qos, int packetId);
}
