package io.waggle.im.presence;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** A user's presence as others see it, in the same form as it is published. */
record UserPresence(
        Id uid,
        Status status,
        @Nullable Instant lastSeen,
        @Nullable String text) {

    enum Status {
        @JsonProperty("offline")
        OFFLINE,
        @JsonProperty("online")
        ONLINE
    }

    static UserPresence of(Id uid, ShownPresence shown) {
        return new UserPresence(
                uid,
                shown.online() ? Status.ONLINE : Status.OFFLINE,
                shown.lastSeen() == null ? null : Instant.ofEpochMilli(shown.lastSeen()),
                shown.text());
    }
}
