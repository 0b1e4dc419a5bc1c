package io.waggle.media.upload;

import com.sun.net.httpserver.HttpServer;
import io.waggle.media.FilmMaker;
import io.waggle.media.MediaUser.Answer;
import io.waggle.media.RunningMedia;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** Films that are made to do harm, with the real ffmpeg: they are refused or shown as what they are, soon, and open nothing else. */
class HostileFilmIT {

    private static final String CANARY = "CANARY-OF-ANOTHER-FILE";
    private static final String H264 = " -c:v libx264 -preset ultrafast -pix_fmt yuv420p";
    private static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final RunningMedia MEDIA =
            RunningMedia.start(Map.of("waggle.media.inspect.patience", PATIENCE.toSeconds() + "s"));

    private final Uploads uploads = Uploads.to(MEDIA);
    private final AtomicInteger fetched = new AtomicInteger();
    private HttpServer elsewhere;
    private Path canary;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            fetched.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        elsewhere.start();
        canary = Files.writeString(folder.resolve("canary.mp4"), CANARY);
    }

    @AfterEach
    void nothingElseWasOpened_nothingIsLeft() throws IOException {
        elsewhere.stop(0);
        assertThat(fetched).hasValue(0);
        try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(left.filter(HostileFilmIT::isOfThisProcess)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n%s\n#EXTINF:3,\nfile://%s\n#EXT-X-ENDLIST\n",
                "ffconcat version 1.0\nfile %s\nfile file://%s\n",
                "file '%s'\nfile '%s'\n",
                "<?xml version='1.0'?><MPD><Period><BaseURL>%s</BaseURL><BaseURL>%s</BaseURL></Period></MPD>",
                "<svg xmlns='http://www.w3.org/2000/svg'><image href='%s'/><image href='file://%s'/></svg>",
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=%s\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\na=%s\n"
            })
    void upload_listOfAddresses_refused(String list) {
        byte[] film = list.formatted(address(), canary).getBytes(ISO_8859_1);

        assertThat(uploads.upload("a.mp4", "video/mp4", film).code()).isEqualTo("media-refused");
        assertThat(uploads.upload("a.webm", "video/webm", film).code()).isEqualTo("media-refused");
    }

    @ParameterizedTest
    @CsvSource({"ftypisom", "ftypqt  "})
    void upload_listBehindTheHeadOfAFilm_leadsNowhere(String head) throws IOException {
        ByteArrayOutputStream film = new ByteArrayOutputStream();
        film.writeBytes(ByteBuffer.allocate(16)
                .putInt(16)
                .put(head.getBytes(ISO_8859_1))
                .array());
        film.writeBytes(("\n#EXTM3U\n#EXTINF:3,\n" + address() + "\n" + canary + "\n").getBytes(ISO_8859_1));

        harmless(film.toByteArray());
    }

    /** The track says that its bytes are in another file, or elsewhere. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void upload_bytesElsewhere_notFetched(boolean near) throws IOException {
        byte[] film = FilmMaker.make(folder, "a.mp4", FilmMaker.PICTURE + H264);
        String url = near ? "file://" + canary + "\0" : address() + "\0";
        byte[] entry = ByteBuffer.allocate(12 + url.length())
                .putInt(12 + url.length())
                .put("url ".getBytes(ISO_8859_1))
                .putInt(0)
                .put(url.getBytes(ISO_8859_1))
                .array();
        int at = FilmMaker.find(film, "url ") - 4;
        for (String around : List.of("moov", "trak", "mdia", "minf", "dinf", "dref")) {
            int size = FilmMaker.find(film, around) - 4;
            ByteBuffer.wrap(film).putInt(size, ByteBuffer.wrap(film).getInt(size) + entry.length - 12);
        }
        ByteArrayOutputStream crafted = new ByteArrayOutputStream();
        crafted.write(film, 0, at);
        crafted.writeBytes(entry);
        crafted.write(film, at + 12, film.length - at - 12);

        harmless(crafted.toByteArray());
    }

    @Test
    void upload_truncatedAnywhere_harmless() throws IOException {
        byte[] film = FilmMaker.make(
                folder, "a.mp4", FilmMaker.PICTURE + " " + FilmMaker.SOUND + H264 + " -movflags +faststart");
        Random random = new Random(5);
        for (int i = 0; i < 6; i++) {
            harmless(Arrays.copyOf(film, 40 + random.nextInt(film.length - 40)));
        }
    }

    @Test
    void upload_noiseBehindTheHead_harmless() throws IOException {
        Random random = new Random(7);
        for (String boxes : List.of("", "moov", "moof")) {
            byte[] noise = new byte[300_000];
            random.nextBytes(noise);
            ByteBuffer.wrap(noise)
                    .putInt(16)
                    .put("ftypisom".getBytes(ISO_8859_1))
                    .putInt(0);
            if (!boxes.isEmpty()) {
                ByteBuffer.wrap(noise, 16, 8).putInt(200_000).put(boxes.getBytes(ISO_8859_1));
            }
            harmless(noise);
        }
    }

    @ParameterizedTest
    @CsvSource({"16384, 16384", "60000, 60000", "65535, 1"})
    void upload_headerClaimsManyPixels_noPoster(int width, int height) throws IOException {
        byte[] film = FilmMaker.make(
                folder, "a.webm", FilmMaker.PICTURE + " -vf scale=640:480 -c:v libvpx -deadline realtime");
        // Width and height of the track: B0 82, BA 82, two bytes each.
        int at = FilmMaker.find(film, "\u00B0\u0082\u0002\u0080");
        ByteBuffer.wrap(film, at + 2, 2).putShort((short) width);
        ByteBuffer.wrap(film, FilmMaker.find(film, "\u00BA\u0082\u0001\u00E0") + 2, 2)
                .putShort((short) height);
        // And of the first frame: behind its start code.
        int frame = FilmMaker.find(film, "\u009D\u0001*");
        ByteBuffer.wrap(film, frame + 3, 4)
                .putShort(Short.reverseBytes((short) (width & 0x3FFF)))
                .putShort(Short.reverseBytes((short) (height & 0x3FFF)));

        harmless(film, "video/webm");
    }

    /** A frame that really has so many pixels, of one colour and so of few bytes. */
    @Test
    void upload_manyPixelsInFewBytes_harmless() throws IOException {
        byte[] film = FilmMaker.make(
                folder, "a.mp4", "-f lavfi -i color=size=12288x12288:rate=1:duration=1 -frames:v 1 -c:v mjpeg -f mov");

        Answer done = harmless(film, "video/quicktime");

        assertThat(done.body().path("poster").asBoolean()).isFalse();
    }

    @Test
    void upload_saysThatItLastsForThirtyYears_trueLength() throws IOException {
        byte[] film = FilmMaker.make(folder, "a.mp4", FilmMaker.PICTURE + H264);
        // Behind version, dates and time scale.
        int at = FilmMaker.find(film, "mvhd") + 4 + 16;
        ByteBuffer.wrap(film, at, 4).putInt(Integer.MAX_VALUE);

        Answer done = harmless(film);

        assertThat(done.body().path("durationMs").asInt()).isBetween(2_900, 3_100);
    }

    /** Each frame is a long time after the one before. */
    @Test
    void upload_framesYearsApart_harmless() throws IOException {
        byte[] film = FilmMaker.make(folder, "a.mp4", FilmMaker.PICTURE + H264);
        int table = FilmMaker.find(film, "stts") + 4 + 4 + 4;
        ByteBuffer.wrap(film, table + 4, 4).putInt(0x0FFFFFFF);

        harmless(film);
    }

    @Test
    void upload_thousandsOfTracks_harmless() throws IOException {
        byte[] film = FilmMaker.make(folder, "a.mp4", FilmMaker.PICTURE + H264);
        int moov = FilmMaker.find(film, "moov") - 4;
        int trak = FilmMaker.find(film, "trak") - 4;
        byte[] track =
                Arrays.copyOfRange(film, trak, trak + ByteBuffer.wrap(film).getInt(trak));
        int count = 12_000;
        ByteBuffer all = ByteBuffer.allocate(film.length + count * track.length);
        all.put(film, 0, trak);
        for (int i = 0; i < count; i++) {
            all.put(track);
        }
        all.put(film, trak, film.length - trak);
        all.putInt(moov, ByteBuffer.wrap(film).getInt(moov) + count * track.length);

        harmless(all.array());
    }

    /** A sample table whose every entry is the same large stretch of the file: a few bytes that are copied as terabytes. */
    @Test
    void upload_sameBytesOverAndOver_notCopied() throws IOException {
        byte[] film =
                FilmMaker.make(folder, "a.wav", "-f lavfi -i sine=duration=8:sample_rate=48000 -c:a pcm_s16le -f mov");
        int sizes = FilmMaker.find(film, "stsz") + 4 + 4;
        ByteBuffer.wrap(film, sizes, 8).putInt(700_000).putInt(384_000);

        Answer done = harmless(film, "video/quicktime");

        assertThat(uploads.seen(done.mediaId(), "").length).isLessThan(4 * film.length + (8 << 20));
    }

    private Answer harmless(byte[] film) throws IOException {
        return harmless(film, "video/mp4");
    }

    /** It may be refused; if not, nothing of other files is in what others get. */
    private Answer harmless(byte[] film, String type) throws IOException {
        long start = System.nanoTime();
        Answer done = uploads.upload("a", type, film);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE.multipliedBy(3));
        if (done.status() == 200) {
            String seen = new String(uploads.seen(done.mediaId(), ""), ISO_8859_1);
            assertThat(seen.contains(CANARY)).isFalse();
            if (done.body().path("poster").asBoolean()) {
                assertThat(new String(uploads.seen(done.mediaId(), "?variant=poster"), ISO_8859_1))
                        .doesNotContain(CANARY);
            }
        } else {
            assertThat(done.code()).isEqualTo("media-refused");
        }
        return done;
    }

    private String address() {
        return "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/a.mp4";
    }

    private static boolean isOfThisProcess(Path path) {
        return path.getFileName()
                .toString()
                .startsWith("waggle-media-" + ProcessHandle.current().pid() + "-");
    }
}
