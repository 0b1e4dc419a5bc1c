package io.waggle.media.content;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in the store, and what was found out about them.
 *
 * @param liveSha256 the same as sha256 while it may be shared with other uploads; null from when it goes
 * @param shownSha256 of what others than the uploader are given, if that is not the same
 */
@SuppressWarnings("ArrayRecordComponent") // A row as it is read; nobody compares rows.
public record ContentRow(
        Id id,
        byte[] sha256,
        byte @Nullable [] liveSha256,
        String objectKey,
        String type,
        long size,
        byte @Nullable [] shownSha256,
        @Nullable Long shownSize,
        int width,
        int height,
        int durationMs,
        String blurhash,
        byte[] waveform,
        boolean thumb,
        boolean poster,
        Moderation moderation,
        String reason,
        int checks,
        @Nullable Long checkAt,
        long createdAt) {}
