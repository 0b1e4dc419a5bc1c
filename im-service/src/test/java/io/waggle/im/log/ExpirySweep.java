package io.waggle.im.log;

import io.waggle.im.RunningService;

/** Erases what has expired, now rather than at the next time of the schedule. */
public final class ExpirySweep {

    private ExpirySweep() {}

    public static void of(RunningService service) {
        service.bean(Expiry.class).sweep();
    }
}
