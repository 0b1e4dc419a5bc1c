package io.waggle.system.client;

import com.google.protobuf.ByteString;
import io.waggle.protocol.MessageIds;

import java.util.UUID;

/** Client message ids. */
public final class Ids {

    private Ids() {}

    public static String next() {
        return UUID.randomUUID().toString();
    }

    public static ByteString bytes(String id) {
        return MessageIds.of(UUID.fromString(id));
    }
}
