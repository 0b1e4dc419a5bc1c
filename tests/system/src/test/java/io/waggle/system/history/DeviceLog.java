package io.waggle.system.history;

import java.util.List;

/** The log of one device. */
record DeviceLog(String device, String user, boolean batch, List<Event> events) {

    static DeviceLog of(List<Event> events) {
        if (!(events.getFirst() instanceof Event.Device head)) {
            throw new IllegalArgumentException("not the log of a device: " + events.getFirst());
        }
        return new DeviceLog(head.device(), head.user(), head.batch(), events);
    }

    /** Returns whether the device was connected at the end. */
    boolean isConnected() {
        for (Event event : events.reversed()) {
            if (event instanceof Event.Connected) {
                return true;
            }
            if (event instanceof Event.Ended) {
                return false;
            }
        }
        return false;
    }
}
