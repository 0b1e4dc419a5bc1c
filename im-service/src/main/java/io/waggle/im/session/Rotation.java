package io.waggle.im.session;

import io.waggle.protocol.Id;

/** What became of a refresh token that was given back. */
sealed interface Rotation {

    /** It was good, and is replaced by a new one. */
    record Rotated(Id uid, Id did, String refreshToken) implements Rotation {

        @Override
        public String toString() {
            return "Rotated[did=" + did + "]";
        }
    }

    /** It was given back before: someone has a copy, and nobody can say who. The session is gone. */
    record Stolen(Id uid, Id did) implements Rotation {}

    /** Never given out, expired, or of a session that has ended. */
    record Unknown() implements Rotation {}
}
