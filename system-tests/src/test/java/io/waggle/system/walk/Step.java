package io.waggle.system.walk;

/**
 * What a device does next.
 *
 * @param choice with whom, where or what: any number, of which the device takes the remainder
 */
record Step(Kind kind, int choice) {

    enum Kind {
        CONNECT,
        /** With a DISCONNECT. */
        LEAVE_SERVER,
        /** The TCP connection ends without one. */
        BREAK_OFF,
        /** Acknowledges nothing more on this connection. */
        STOP_ACKNOWLEDGING,
        /** Leaves, and does nothing until the others have gone many steps on. */
        STAY_AWAY,
        SAY_TO_USER,
        SAY_IN_GROUP,
        READ,
        JOIN_GROUP,
        LEAVE_GROUP
    }
}
