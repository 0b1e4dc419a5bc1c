package io.waggle.system.walk;

/**
 * The next action of a device.
 *
 * @param choice selects the user, topic or group: any number, of which the device takes the remainder
 */
record Step(Kind kind, int choice) {

    enum Kind {
        CONNECT,
        /** Disconnects with a DISCONNECT. */
        DISCONNECT,
        /** Closes the TCP connection without a DISCONNECT. */
        BREAK_CONNECTION,
        /** Stops acknowledging on this connection. */
        STOP_ACKNOWLEDGING,
        /** Disconnects, and does nothing until the other devices have made many steps. */
        STAY_OFFLINE,
        SAY_TO_USER,
        SAY_IN_GROUP,
        REPLY_IN_GROUP,
        /** Sends a message that expires soon. */
        SAY_BRIEFLY,
        READ,
        RECALL,
        EDIT,
        REACT,
        UNREACT,
        PIN,
        UNPIN,
        JOIN_GROUP,
        LEAVE_GROUP
    }
}
