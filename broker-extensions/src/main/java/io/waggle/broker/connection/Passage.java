package io.waggle.broker.connection;

/** What becomes of a packet that the broker is about to write to the device. */
public enum Passage {
    PASSES,
    DROPPED,
    /** It passes, but is too large for the device: something small goes in its place. */
    REPLACED
}
