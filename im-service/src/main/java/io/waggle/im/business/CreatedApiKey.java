package io.waggle.im.business;

import io.waggle.protocol.Id;

/** @param key shown only this once, because only its hash is stored */
record CreatedApiKey(Id id, String key) {

    @Override
    public String toString() {
        return "CreatedApiKey[id=" + id + "]";
    }
}
