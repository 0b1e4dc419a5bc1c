package io.waggle.broker.intake;

/** A listener for the outcomes of a connection's PUBLISHes, in the order of the PUBLISHes. Safe on any thread. */
public interface OutcomeListener {

    /** For a connection whose PUBLISHes are not counted. */
    OutcomeListener NONE = (qos, packetId) -> {};

    /** @param packetId 0 at QoS 0 */
    void onOutcome(int qos, int packetId);
}
