package io.waggle.media.content;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * What a user has uploaded, or is about to.
 *
 * @param type as the uploader said
 * @param contentId once it is complete
 * @param uploadId the store's, of an upload in parts
 * @param nonce what a proof is made with; null once it was tried
 */
@SuppressWarnings("ArrayRecordComponent") // A row as it is read; nobody compares rows.
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
