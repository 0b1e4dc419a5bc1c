package io.waggle.broker.gate;

/** The gate's decision about a packet that the broker is about to send to the device. */
public enum Passage {
    PASSES,
    DROPPED,
    /** The packet passes but is too large for the device: a small one replaces it. */
    REPLACED
}
