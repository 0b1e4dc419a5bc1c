package io.waggle.im.schedule;

import io.waggle.im.RunningService;

/** Sends what is due when a test of another package wants it, in a service that does nothing by itself. */
public final class DueMessages {

    private DueMessages() {}

    public static void send(RunningService service) {
        service.bean(ScheduledSender.class).tick();
    }
}
