package io.waggle.im.group;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a user who wants to join: joined or pending.
 *
 * @param id the id of the pending request; null if joined
 */
public record Joining(Id gid, State state, @Nullable Id id) {

    public enum State {
        @JsonProperty("joined")
        JOINED,
        @JsonProperty("pending")
        PENDING
    }

    public static Joining joined(Id gid) {
        return new Joining(gid, State.JOINED, null);
    }

    public static Joining pending(Id gid, Id id) {
        return new Joining(gid, State.PENDING, id);
    }
}
