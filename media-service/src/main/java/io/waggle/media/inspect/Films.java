package io.waggle.media.inspect;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Films and recordings, with ffmpeg where there is one.
 *
 * <p>First a copy is made of what is to be seen and heard and of nothing else, which others are given. All the rest is found out
 * about the copy: it says truly how long it is, and has one picture and one sound.
 */
@Component
class Films {

    /** What a slow disk copies in a millisecond. */
    private static final long BYTES_PER_MILLI = 10_000;

    private final Ffmpeg ffmpeg;
    private final InspectProperties properties;

    Films(Ffmpeg ffmpeg, InspectProperties properties) {
        this.ffmpeg = ffmpeg;
        this.properties = properties;
    }

    /**
     * Null: ffmpeg is not there, or can make nothing of it.
     *
     * @param said what others will be told that it is; of a recording nothing but its sound is left
     */
    @Nullable
    Findings look(String said, String found, Workplace place) throws IOException, InterruptedException {
        Container container = Container.of(found);
        if (!ffmpeg.isThere() || container == null) {
            return null;
        }
        Film film = new Film(ffmpeg, container, said, place, properties.filmMegabytes(), patience(place.file()));
        return film.copy() ? film.look() : null;
    }

    /** Larger ones take longer to copy. */
    Duration patience(Path file) throws IOException {
        return properties.patience().plusMillis(Files.size(file) / BYTES_PER_MILLI);
    }
}
