package io.waggle.im.message;

import io.waggle.protocol.Id;

import java.time.Instant;

/** Where a message stands, now that it is committed. */
public record Sent(Id conversation, long seq, Instant at) {

    static Sent of(Id conversation, long seq, long at) {
        return new Sent(conversation, seq, Instant.ofEpochMilli(at));
    }
}
