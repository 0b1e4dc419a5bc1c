package io.waggle.media.upload;

import io.waggle.media.store.SignedPut;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What to do to upload something. One of put and parts; nothing of either if it is complete already.
 *
 * @param put where all of it is put at once
 * @param parts in what parts it comes
 * @param proof what to answer instead of uploading, for the case that the content is known here
 */
record Ticket(
        Id mediaId,
        @Nullable SignedPut put,
        @Nullable Parts parts,
        @Nullable Proof proof,
        @Nullable Instant expiresAt) {

    static Ticket complete(Id mediaId) {
        return new Ticket(mediaId, null, null, null, null);
    }

    boolean isComplete() {
        return put == null && parts == null;
    }

    /**
     * @param size of each but the last
     */
    record Parts(long size, int count) {}
}
