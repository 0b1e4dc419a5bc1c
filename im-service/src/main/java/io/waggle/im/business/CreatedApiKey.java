package io.waggle.im.business;

import io.waggle.protocol.Id;

/** @param key shown this once: only its hash is kept */
record CreatedApiKey(Id id, String key) {

    @Override
    public String toString() {
        return "CreatedApiKey[id=" + id + "]";
    }
}
