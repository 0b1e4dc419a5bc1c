package io.waggle.system;

import com.google.protobuf.ByteString;
import io.waggle.protocol.MessageIds;

import java.util.UUID;

/** Client message ids. */
final class Ids {

    private Ids() {}

    static String next() {
        return UUID.randomUUID().toString();
    }

    static ByteString bytes(String id) {
        return MessageIds.of(UUID.fromString(id));
    }
}
