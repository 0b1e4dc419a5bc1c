package io.waggle.im.session;

import java.util.Locale;

/** A group of platforms whose devices count towards the same limit. */
enum DeviceClass {
    MOBILE,
    DESKTOP,
    WEB,
    TERMINAL,
    IOT,
    OTHER;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
