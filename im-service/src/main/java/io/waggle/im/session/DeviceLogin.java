package io.waggle.im.session;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/** A provisioned device that asks for an access token. */
record DeviceLogin(@Nullable Id did, @Nullable String secret) {

    @Override
    public String toString() {
        return "DeviceLogin[did=" + did + "]";
    }
}
