package io.waggle.im.session;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** How a device came to be. */
enum DeviceKind {
    /** By a login, with a password. It stays for as long as it refreshes its tokens. */
    LOGIN,
    /** Made by its user for something that cannot log in. It has a secret or a certificate, and stays until it is removed. */
    PROVISIONED;

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
