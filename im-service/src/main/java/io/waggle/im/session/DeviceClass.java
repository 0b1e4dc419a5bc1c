package io.waggle.im.session;

import java.util.Locale;

/** What a limit counts together. */
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
