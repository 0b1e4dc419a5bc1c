package io.waggle.media.upload;

import io.waggle.media.store.SignedPut;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * The instructions for an upload. It has one of put and parts, or neither if the upload is complete already.
 *
 * @param put where to put the whole file
 * @param parts how to split the file
 * @param proof the question to answer instead of uploading, in case the content is known here
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

    /** @param size the size of each part but the last */
    record Parts(long size, int count) {}
}
