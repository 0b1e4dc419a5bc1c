package io.waggle.im.session;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** The platform of a device. */
public enum Platform {
    IOS(DeviceClass.MOBILE),
    ANDROID(DeviceClass.MOBILE),
    WEB(DeviceClass.WEB),
    DESKTOP(DeviceClass.DESKTOP),
    TERMINAL(DeviceClass.TERMINAL),
    IOT(DeviceClass.IOT),
    OTHER(DeviceClass.OTHER);

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
}
