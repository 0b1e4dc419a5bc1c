package io.waggle.im.session;

import com.fasterxml.jackson.annotation.JsonValue;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a device is. */
enum Platform {
    IOS,
    ANDROID,
    WEB,
    DESKTOP,
    TERMINAL,
    IOT,
    OTHER;

    private static final String ALL =
            Arrays.stream(values()).map(Platform::wireName).collect(Collectors.joining(", "));

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Platform ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(platform -> platform.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new Refused(ErrorCode.INVALID_REQUEST, "device.platform is one of " + ALL));
    }
}
