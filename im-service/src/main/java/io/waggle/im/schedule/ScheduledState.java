package io.waggle.im.schedule;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** What a scheduled message waits for. */
enum ScheduledState {
    /** It waits for its time. It can be changed and cancelled. */
    WAITING,
    /** Its time has come, and it may be sent already. It can no longer be changed. */
    SENDING,
    /** It could not be sent. It waits for its sender to reschedule or cancel it. */
    FAILED;

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
