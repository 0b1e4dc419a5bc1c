package io.waggle.im.session;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/** @param secret shown now and never again; null for a device with a certificate */
record Provisioned(Id did, @Nullable String secret) {

    @Override
    public String toString() {
        return "Provisioned[did=" + did + "]";
    }
}
