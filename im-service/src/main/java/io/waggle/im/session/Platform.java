package io.waggle.im.session;

import com.fasterxml.jackson.annotation.JsonValue;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a device is. */
enum Platform {
    IOS(DeviceClass.MOBILE),
    ANDROID(DeviceClass.MOBILE),
    WEB(DeviceClass.WEB),
    DESKTOP(DeviceClass.DESKTOP),
    TERMINAL(DeviceClass.TERMINAL),
    IOT(DeviceClass.IOT),
    OTHER(DeviceClass.OTHER);

    private static final String ALL =
            Arrays.stream(values()).map(Platform::wireName).collect(Collectors.joining(", "));

    private final DeviceClass deviceClass;

    Platform(DeviceClass deviceClass) {
        this.deviceClass = deviceClass;
    }

    DeviceClass deviceClass() {
        return deviceClass;
    }

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param member where the name stands in the request */
    static Platform ofWireName(String member, String wireName) {
        return Arrays.stream(values())
                .filter(platform -> platform.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new Refused(ErrorCode.INVALID_REQUEST, member + " is one of " + ALL));
    }
}
