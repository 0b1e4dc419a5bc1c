package io.waggle.media.inspect;

import io.waggle.media.inspect.Subprocess.Limits;
import io.waggle.media.inspect.Subprocess.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs ffmpeg and ffprobe, which are installed together. They open only the given file, in the detected format: a playlist that
 * claims to be a video cannot make them open addresses. They use only the decoders for formats that cameras and browsers
 * record.
 */
@Component
class Ffmpeg {

    private static final Logger log = LoggerFactory.getLogger(Ffmpeg.class);
    private static final String DECODERS =
            "h264,hevc,vp8,vp9,av1,libdav1d,libaom-av1,mpeg4,mpeg2video,h263,mjpeg,theora,"
                    + "aac,opus,libopus,vorbis,libvorbis,mp3,mp3float,flac,alac,amrnb,amrwb,speex,libspeex,"
                    + "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s32le,pcm_f32le,pcm_u8,pcm_mulaw,pcm_alaw,adpcm_ima_wav";
    private static final String LARGEST_BLOCK = Integer.toString(256 << 20);

    private final @Nullable Path ffmpeg;
    private final @Nullable Path ffprobe;
    private final long maxPixels;

    Ffmpeg(InspectProperties properties) throws InterruptedException {
        this.ffmpeg = find(properties.ffmpeg());
        this.ffprobe = ffmpeg == null ? null : working(ffmpeg.resolveSibling("ffprobe"));
        this.maxPixels = properties.maxPixels();
        if (ffmpeg == null || ffprobe == null) {
            log.info("ffmpeg is not installed: videos have no poster, and most recordings have no waveform");
        }
    }

    boolean isThere() {
        return ffmpeg != null && ffprobe != null;
    }

    /**
     * @param before the input options
     * @param after the output options
     * @return whether it succeeded
     */
    boolean make(Container container, Path file, List<String> before, List<String> after, Path folder, Limits limits)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(String.valueOf(ffmpeg), "-v", "error", "-nostdin"));
        command.addAll(List.of("-max_alloc", LARGEST_BLOCK, "-filter_threads", "1", "-threads", "1"));
        command.addAll(List.of("-max_pixels", Long.toString(maxPixels)));
        command.addAll(before);
        command.addAll(input(container, file));
        command.addAll(after);
        int exit = Subprocess.run(limits.around(command), folder, limits.patience())
                .exit();
        if (exit != 0) {
            log.debug("ffmpeg ended with {}", exit);
        }
        return exit == 0;
    }

    /** Returns the wanted facts about a file, as lines of names and values. */
    String probe(Container container, Path file, List<String> wanted, Path folder, Limits limits)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(String.valueOf(ffprobe), "-v", "error"));
        command.addAll(wanted);
        command.addAll(List.of("-of", "default=noprint_wrappers=1"));
        command.addAll(input(container, file));
        Outcome outcome = Subprocess.run(limits.around(command), folder, limits.patience());
        return outcome.exit() == 0 ? outcome.output() : "";
    }

    private static List<String> input(Container container, Path file) {
        return List.of(
                "-protocol_whitelist",
                "file",
                "-codec_whitelist",
                DECODERS,
                "-f",
                container.demuxer(),
                "-i",
                file.toString());
    }

    /** Finds the program. Programs are started without a PATH, so the search is done here. */
    private static @Nullable Path find(String name) throws InterruptedException {
        if (name.isBlank()) {
            return null;
        }
        if (name.contains(File.separator)) {
            return working(Path.of(name).toAbsolutePath());
        }
        String path = System.getenv().getOrDefault("PATH", "");
        Path program = Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name).toAbsolutePath())
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        return program == null ? null : working(program);
    }

    /** Checks that the program runs. Its first start on a busy machine reads a hundred megabytes of libraries. */
    private static @Nullable Path working(Path program) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("waggle-ffmpeg-");
            try {
                List<String> command = List.of(program.toString(), "-version");
                return Subprocess.run(command, folder, Duration.ofMinutes(1)).exit() == 0 ? program : null;
            } finally {
                Workplace.delete(folder);
            }
        } catch (IOException absent) {
            return null;
        }
    }
}
