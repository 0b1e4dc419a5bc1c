package io.waggle.media.upload;

import io.waggle.media.FilmMaker;
import io.waggle.media.MediaUser.Answer;
import io.waggle.media.RunningMedia;
import io.waggle.protocol.fabric.v1.MediaKind;
import io.waggle.protocol.v1.Media;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Films and recordings as phones and browsers make them, with the real ffmpeg. */
class RecordedIT {

    private static final String PLACE = "+52.5200+013.4050/";
    private static final String H264 = " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac ";
    private static final String FRAGMENTS = " -movflags +frag_keyframe+empty_moov -f mp4";

    private final Uploads uploads = Uploads.to(RunningMedia.shared());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "a.mp4,  video/mp4,       -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac",
        "b.mp4,  video/mp4,       -c:v libx264 -preset ultrafast -pix_fmt yuv420p -an",
        "c.mp4,  video/mp4,       -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -movflags +faststart",
        "d.mp4,  video/mp4,       -c:v libx264 -preset ultrafast -pix_fmt yuv420p -movflags +frag_keyframe+empty_moov",
        "a.mov,  video/quicktime, -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a pcm_s16le",
        "a.3gp,  video/3gpp,      -c:v mpeg4 -c:a aac",
        "a.webm, video/webm,      -c:v libvpx -deadline realtime -c:a libopus",
        "b.webm, video/webm,      -c:v libvpx-vp9 -deadline realtime -c:a libopus -live 1",
        "c.webm, video/webm,      -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a libopus -f matroska",
        "a.mkv,  video/x-matroska, -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac",
        "a.avi,  video/x-msvideo, -c:v mpeg4 -c:a libmp3lame"
    })
    void upload_film_lengthSizeAndPoster(String name, String type, String how) throws IOException {
        byte[] film = FilmMaker.make(folder, name, FilmMaker.PICTURE + " " + FilmMaker.SOUND + " " + how);

        Answer done = uploads.upload(name, type, film);

        assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
        assertThat(done.body().path("durationMs").asInt()).isCloseTo(3_000, within(100));
        assertThat(done.body().path("width").asInt()).isEqualTo(320);
        assertThat(done.body().path("height").asInt()).isEqualTo(180);
        BufferedImage poster = poster(done);
        assertThat(poster.getWidth()).isEqualTo(320);
        assertThat(poster.getHeight()).isEqualTo(180);
        Media told = uploads.use(done.mediaId(), MediaKind.VIDEO).getMedia();
        assertThat(told.getType()).isEqualTo(type);
        assertThat(told.getSize()).isEqualTo(uploads.seen(done.mediaId(), "").length);
    }

    @ParameterizedTest
    @CsvSource({
        "chrome.webm,  audio/webm, -c:a libopus -live 1",
        "firefox.ogg,  audio/ogg,  -c:a libopus",
        "safari.mp4,   audio/mp4,  -c:a aac -movflags +frag_keyframe+empty_moov",
        "android.m4a,  audio/mp4,  -c:a aac",
        "iphone.m4a,   audio/x-m4a, -c:a aac",
        "old.aac,      audio/aac,  -c:a aac",
        "song.mp3,     audio/mpeg, -c:a libmp3lame -metadata title=here",
        "bare.mp3,     audio/mpeg, -c:a libmp3lame -write_xing 0 -id3v2_version 0",
        "vorbis.ogg,   audio/ogg,  -c:a libvorbis",
        "loud.wav,     audio/wav,  -c:a pcm_s16le",
        "telephone.wav, audio/wav, -c:a pcm_mulaw -ar 8000",
        "large.flac,   audio/flac, -c:a flac"
    })
    void upload_voice_lengthAndLoudness(String name, String type, String how) throws IOException {
        byte[] voice = FilmMaker.make(folder, name, FilmMaker.SOUND + " " + how);

        Answer done = uploads.upload(name, type, voice);

        assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
        assertThat(done.body().path("durationMs").asInt()).isCloseTo(2_000, within(100));
        assertThat(done.body().path("poster").asBoolean()).isFalse();
        Media told = uploads.use(done.mediaId(), MediaKind.VOICE).getMedia();
        assertThat(told.getType()).isEqualTo(type);
        byte[] waveform = told.getWaveform().toByteArray();
        assertThat(waveform).hasSize(64);
        assertThat(loudest(waveform, 0, 28)).isLessThan(10);
        assertThat(loudest(waveform, 36, 60)).isGreaterThan(200);
    }

    /** No encoder of AMR comes along, so these are frames of silence, 20 ms each. */
    @Test
    void upload_amr_length() throws IOException {
        byte[] frame = new byte[32];
        frame[0] = 0x3C;
        ByteArrayOutputStream voice = new ByteArrayOutputStream();
        voice.writeBytes("#!AMR\n".getBytes(ISO_8859_1));
        for (int i = 0; i < 100; i++) {
            voice.writeBytes(frame);
        }

        Answer done = uploads.upload("old.amr", "audio/amr", voice.toByteArray());

        assertThat(done.body().path("durationMs").asInt()).isCloseTo(2_000, within(100));
        assertThat(uploads.use(done.mediaId(), MediaKind.VOICE).hasMedia()).isTrue();
    }

    @Test
    void upload_heldUpright_turnedWithItsPoster() throws IOException {
        String half = "-f lavfi -i color=red:size=320x180:rate=25:duration=3,drawbox=x=160:w=160:color=blue:t=fill";
        byte[] film = FilmMaker.turned(FilmMaker.make(folder, "a.mp4", half + H264.stripTrailing()));

        Answer done = uploads.upload("a.mp4", "video/mp4", film);

        assertThat(done.body().path("width").asInt()).isEqualTo(180);
        assertThat(done.body().path("height").asInt()).isEqualTo(320);
        BufferedImage poster = poster(done);
        assertThat(poster.getWidth()).isEqualTo(180);
        assertThat(poster.getHeight()).isEqualTo(320);
        // Red was on the left; turned to the right, it is above.
        assertThat(poster.getRGB(90, 40) >> 16 & 0xFF).isGreaterThan(150);
        assertThat(poster.getRGB(90, 280) & 0xFF).isGreaterThan(150);
        // What others are given is still to be turned.
        Answer again = uploads.upload("b.mp4", "video/mp4", uploads.seen(done.mediaId(), ""));
        assertThat(again.body().path("height").asInt()).isEqualTo(320);
    }

    @Test
    void upload_beginsBlack_posterIsNot() throws IOException {
        String fading = "-f lavfi -i color=white:size=320x180:rate=25:duration=6,fade=in:st=0.8:d=0.4";
        Answer done =
                uploads.upload("a.mp4", "video/mp4", FilmMaker.make(folder, "a.mp4", fading + H264.stripTrailing()));

        assertThat(poster(done).getRGB(160, 90) & 0xFF).isGreaterThan(200);
    }

    @ParameterizedTest
    @CsvSource({"a.mp4, video/mp4, ''", "b.mp4, video/mp4, -movflags +faststart", "a.mov, video/quicktime, -f mov"})
    void upload_tellsThePlace_othersAreNotTold(String name, String type, String how) throws IOException {
        Answer done = uploads.upload(name, type, withPlace(name, how));

        assertThat(text(uploads.seen(done.mediaId(), "")))
                .doesNotContain("52.52")
                .doesNotContain("Moon");
        assertThat(text(uploads.seen(done.mediaId(), "?variant=poster"))).doesNotContain("52.52");
        assertThat(done.body().path("durationMs").asInt()).isCloseTo(3_000, within(100));
    }

    @Test
    void upload_tellsThePlaceAndThereIsNoFfmpeg_othersAreNotTold() throws IOException {
        byte[] film = FilmMaker.turned(withPlace("a.mp4", ""));
        try (RunningMedia media = RunningMedia.start(Map.of("waggle.media.inspect.ffmpeg", ""))) {
            Uploads without = Uploads.to(media);
            Answer done = without.upload("a.mp4", "video/mp4", film);

            assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
            assertThat(done.body().path("width").asInt()).isEqualTo(180);
            assertThat(done.body().path("height").asInt()).isEqualTo(320);
            assertThat(done.body().path("durationMs").asInt()).isCloseTo(3_000, within(100));
            byte[] seen = without.seen(done.mediaId(), "");
            assertThat(seen).hasSameSizeAs(film);
            assertThat(text(seen)).doesNotContain("52.52").doesNotContain("Moon");
            // It is a film as before.
            Answer again = uploads.upload("b.mp4", "video/mp4", seen);
            assertThat(again.body().path("durationMs").asInt()).isCloseTo(3_000, within(100));
            assertThat(again.body().path("poster").asBoolean()).isTrue();
        }
    }

    @Test
    void upload_filmCalledVoice_onlyItsSoundIsLeft() throws IOException {
        byte[] film = FilmMaker.make(folder, "a.mp4", FilmMaker.PICTURE + " " + FilmMaker.SOUND + H264.stripTrailing());
        Answer done = uploads.upload("a.m4a", "audio/mp4", film);

        assertThat(done.body().path("width").asInt()).isZero();
        assertThat(done.body().path("durationMs").asInt()).isCloseTo(2_000, within(100));
        assertThat(text(uploads.seen(done.mediaId(), ""))).doesNotContain("avc1");
    }

    @Test
    void upload_withSubtitlesAndAttachment_leftBehind() throws IOException {
        Path words = Files.writeString(folder.resolve("words.srt"), "1\n00:00:00,000 --> 00:00:02,000\nWHERE-I-AM\n");
        Path secret = Files.writeString(folder.resolve("secret.ttf"), "WHAT-I-HAVE");
        String both = FilmMaker.PICTURE + " -i " + words + " -attach " + secret
                + " -metadata:s:t mimetype=application/x-font -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:s srt";
        byte[] film = FilmMaker.make(folder, "a.mkv", both);
        assertThat(text(film)).contains("WHERE-I-AM").contains("WHAT-I-HAVE");

        Answer done = uploads.upload("a.mkv", "video/x-matroska", film);

        assertThat(text(uploads.seen(done.mediaId(), "")))
                .doesNotContain("WHERE-I-AM")
                .doesNotContain("WHAT-I-HAVE");
    }

    @Test
    void safariRecordsFragments_sentAsVoice() throws IOException {
        byte[] voice = FilmMaker.make(folder, "v.mp4", FilmMaker.SOUND + " -c:a aac" + FRAGMENTS);
        Answer done = uploads.upload("v.mp4", "audio/mp4", voice);

        // From the copy one can tell how long it is, and go to any place of it.
        assertThat(text(uploads.seen(done.mediaId(), ""))).doesNotContain("moof");
    }

    private byte[] withPlace(String name, String how) {
        return FilmMaker.make(
                folder,
                name,
                (FilmMaker.PICTURE + H264 + "-metadata location=" + PLACE + " -metadata title=Moon " + how).strip());
    }

    private BufferedImage poster(Answer done) throws IOException {
        assertThat(done.body().path("poster").asBoolean())
                .as(done.body().toString())
                .isTrue();
        return ImageIO.read(new ByteArrayInputStream(uploads.seen(done.mediaId(), "?variant=poster")));
    }

    private static int loudest(byte[] waveform, int from, int end) {
        int loudest = 0;
        for (int i = from; i < end; i++) {
            loudest = Math.max(loudest, waveform[i] & 0xFF);
        }
        return loudest;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
