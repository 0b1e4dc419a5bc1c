package io.waggle.media.inspect;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The container formats of video and audio files, and ffmpeg's names for them. A file in another format is an ordinary file.
 */
enum Container {
    MP4(
            "mov",
            Set.of(
                    "video/mp4",
                    "application/mp4",
                    "video/quicktime",
                    "video/x-m4v",
                    "video/3gpp",
                    "video/3gpp2",
                    "audio/mp4",
                    "audio/x-m4a",
                    "audio/3gpp",
                    "audio/3gpp2")),
    MATROSKA(
            "matroska",
            Set.of("video/webm", "audio/webm", "application/x-matroska", "video/x-matroska", "audio/x-matroska")),
    OGG(
            "ogg",
            Set.of(
                    "audio/ogg",
                    "application/ogg",
                    "audio/opus",
                    "audio/vorbis",
                    "audio/speex",
                    "video/ogg",
                    "video/theora",
                    "audio/x-oggflac")),
    WAV("wav", Set.of("audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave")),
    MP3("mp3", Set.of("audio/mpeg", "audio/mp3")),
    AAC("aac", Set.of("audio/aac", "audio/x-aac")),
    AMR("amr", Set.of("audio/amr", "audio/amr-wb")),
    FLAC("flac", Set.of("audio/flac", "audio/x-flac")),
    AVI("avi", Set.of("video/x-msvideo", "video/avi"));

    private final String demuxer;

    @SuppressWarnings("ImmutableEnumChecker") // The constants are made with Set.of(…) and are immutable.
    private final Set<String> names;

    Container(String demuxer, Set<String> names) {
        this.demuxer = demuxer;
        this.names = names;
    }

    /** Returns null for an unknown type. */
    static @Nullable Container of(String type) {
        return Arrays.stream(values())
                .filter(container -> container.names.contains(type))
                .findFirst()
                .orElse(null);
    }

    /** The only demuxer that ffmpeg may use for it. */
    String demuxer() {
        return demuxer;
    }

    /**
     * The formats that a copy can be written in, the best first: QuickTime and Matroska accept more kinds of streams than MP4
     * and WebM.
     */
    List<String> muxers(String type) {
        return switch (this) {
            case MP4 ->
                switch (type) {
                    case "video/quicktime" -> List.of("mov");
                    case "video/3gpp", "audio/3gpp" -> List.of("3gp", "mov");
                    case "video/3gpp2", "audio/3gpp2" -> List.of("3g2", "mov");
                    default -> List.of("mp4", "mov");
                };
            case MATROSKA -> type.endsWith("/webm") ? List.of("webm", "matroska") : List.of("matroska");
            case AAC -> List.of("adts");
            case OGG, WAV, MP3, AMR, FLAC, AVI -> List.of(demuxer);
        };
    }
}
