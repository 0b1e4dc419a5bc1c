package io.waggle.im.session;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** The way in which a device was created. */
enum DeviceKind {
    /** Created by a login with a password. It stays for as long as it refreshes its tokens. */
    LOGIN,
    /**
     * Created by its user for something that cannot log in. It has a secret or a certificate, and stays until it is removed.
     */
    PROVISIONED;

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
