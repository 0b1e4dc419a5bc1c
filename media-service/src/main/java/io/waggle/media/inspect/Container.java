package io.waggle.media.inspect;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What films and recordings come in, and what ffmpeg calls it. Whatever comes in something else is a file. */
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

    @SuppressWarnings("ImmutableEnumChecker") // They are Set.of(…).
    private final Set<String> names;

    Container(String demuxer, Set<String> names) {
        this.demuxer = demuxer;
        this.names = names;
    }

    /** Null: none that is known here. */
    static @Nullable Container of(String type) {
        return Arrays.stream(values())
                .filter(container -> container.names.contains(type))
                .findFirst()
                .orElse(null);
    }

    /** The one way by which ffmpeg may read it. */
    String demuxer() {
        return demuxer;
    }

    /** What a copy of it can be written as, the best first: QuickTime and Matroska take streams that their siblings do not. */
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
