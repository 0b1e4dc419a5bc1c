package io.waggle.media.content;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in the store, and the facts found out about them.
 *
 * @param liveSha256 the same as sha256 while other uploads may share the content; null once it is being removed
 * @param shownSha256 the hash of the version that users other than the uploader get, if it differs
 */
@SuppressWarnings("ArrayRecordComponent") // A row as it is read; rows are not compared.
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
