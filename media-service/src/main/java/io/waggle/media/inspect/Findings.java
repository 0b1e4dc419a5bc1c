package io.waggle.media.inspect;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * The results of inspecting a file.
 *
 * @param shown the file for users other than the uploader, valid until the workplace is closed; null: the original
 * @param thumb a small upright JPEG; null: there is none
 * @param poster a still image of a video, as JPEG; null: there is none
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
