package io.waggle.im.session;

import io.waggle.protocol.Id;

/** The result of exchanging a refresh token. */
sealed interface Rotation {

    /** The token was valid and is replaced by a new one. */
    record Rotated(Id uid, Id did, String refreshToken) implements Rotation {

        @Override
        public String toString() {
            return "Rotated[did=" + did + "]";
        }
    }

    /** The token was exchanged before, so there is a copy, and it is unknown who holds it. The session has ended. */
    record Stolen(Id uid, Id did) implements Rotation {}

    /** The token was never issued, has expired, or belongs to a session that has ended. */
    record Unknown() implements Rotation {}
}
