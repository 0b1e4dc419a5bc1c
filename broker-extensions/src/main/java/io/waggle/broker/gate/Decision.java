package io.waggle.broker.gate;

/** The gate's decision about a packet that the broker is about to send to the device. */
public enum Decision {
    PASS,
    DROP,
    /** The packet may pass, but is too large for the device: a small one goes out in its place. */
    REPLACE
}
