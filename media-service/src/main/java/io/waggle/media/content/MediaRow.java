package io.waggle.media.content;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * A user's upload, complete or not.
 *
 * @param type the type that the uploader stated
 * @param contentId set once it is complete
 * @param uploadId the store's id of a multipart upload
 * @param nonce the random bytes that the proof is made with; null after the first attempt
 */
@SuppressWarnings("ArrayRecordComponent") // A row as it is read; rows are not compared.
public record MediaRow(
        Id id,
        Id uploaderUid,
        String name,
        String type,
        long size,
        byte[] sha256,
        MediaState state,
        @Nullable Id contentId,
        String objectKey,
        @Nullable String uploadId,
        byte @Nullable [] nonce,
        long createdAt,
        long expiresAt,
        long usedAt) {}
