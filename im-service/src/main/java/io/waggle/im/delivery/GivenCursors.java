package io.waggle.im.delivery;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** The cursors that a device gives, by conversation: the request of {@code rpc/ack} and {@code rpc/sync}. */
record GivenCursors(@Nullable Map<String, Long> cursors) {

    static final int AT_MOST = 1_000;

    /** @throws Refused if there are too many cursors, or one is malformed */
    Map<Id, Long> checked() {
        Map<Id, Long> checked = new HashMap<>();
        if (cursors != null) {
            require(cursors.size() <= AT_MOST, "more than " + AT_MOST + " cursors; send the rest in another request");
            cursors.forEach((conversation, seq) -> checked.put(id(conversation), seq(conversation, seq)));
        }
        return checked;
    }

    private static Id id(String text) {
        Id id = Id.parse(text);
        if (id == null) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "cursors has a key that is not a conversation id: " + text);
        }
        return id;
    }

    private static long seq(String conversation, @Nullable Long seq) {
        if (seq == null || seq < 0) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "the cursor of " + conversation + " must be 0 or more");
        }
        return seq;
    }

    private static void require(boolean condition, String detail) {
        if (!condition) {
            throw new Refused(ErrorCode.INVALID_REQUEST, detail);
        }
    }
}
