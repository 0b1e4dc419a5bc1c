package io.waggle.media.inspect;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Inspects video and audio with ffmpeg, if it is installed.
 *
 * <p>First it makes a copy that contains only the video and audio, which other users get. Everything else is measured on the
 * copy, which states its true length and has at most one video and one audio track.
 */
@Component
class Films {

    /** The number of bytes that a slow disk copies in a millisecond. */
    private static final long BYTES_PER_MILLI = 10_000;

    private final Ffmpeg ffmpeg;
    private final InspectProperties properties;

    Films(Ffmpeg ffmpeg, InspectProperties properties) {
        this.ffmpeg = ffmpeg;
        this.properties = properties;
    }

    /**
     * Returns null if ffmpeg is not installed or cannot read the file.
     *
     * @param stated the type that other users are told; of an audio type only the audio is kept
     */
    @Nullable
    Findings look(String stated, String found, Workplace place) throws IOException, InterruptedException {
        Container container = Container.of(found);
        if (!ffmpeg.isThere() || container == null) {
            return null;
        }
        Film film = new Film(ffmpeg, container, stated, place, properties.filmMegabytes(), patience(place.file()));
        return film.copy() ? film.look() : null;
    }

    /** Returns the time limit. Larger files take longer to copy. */
    Duration patience(Path file) throws IOException {
        return properties.patience().plusMillis(Files.size(file) / BYTES_PER_MILLI);
    }
}
