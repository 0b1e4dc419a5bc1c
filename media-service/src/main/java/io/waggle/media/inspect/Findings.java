package io.waggle.media.inspect;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * What was found out about a file, and made of it.
 *
 * @param shown what others than the uploader are given in its place, until the workplace is closed; null: the same
 * @param thumb a small JPEG, upright; null: there is none
 * @param poster a picture of a film, as JPEG; null: there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way to the store.
public record Findings(
        int width,
        int height,
        int durationMs,
        String blurhash,
        byte[] waveform,
        @Nullable Path shown,
        byte @Nullable [] thumb,
        byte @Nullable [] poster) {

    public static final Findings NOTHING = new Findings(0, 0, 0, "", new byte[0], null, null, null);
}
