package io.waggle.media.upload;

import io.waggle.media.MediaUser;
import io.waggle.media.MediaUser.Answer;
import io.waggle.media.Pictures;
import io.waggle.media.RunningMedia;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

class PictureIT {

    private static final RunningMedia MEDIA = RunningMedia.shared();

    private final MediaUser alice = MEDIA.newUser();
    private final MediaUser bob = MEDIA.newUser();

    @Test
    void upload_jpegHeldSideways_shownUprightAndWithoutItsPlace() throws IOException {
        byte[] photo = withExif(Pictures.jpeg(400, 200), 6, "52.5200N 13.4050E");
        Id media = alice.upload("photo.jpg", "image/jpeg", photo);
        MEDIA.im().letRead(bob.uid(), media);

        Answer seen = alice.complete(media);
        assertThat(seen.body().path("width").asInt()).isEqualTo(200);
        assertThat(seen.body().path("height").asInt()).isEqualTo(400);

        BufferedImage thumb = ImageIO.read(new ByteArrayInputStream(fetch(bob, media, "?variant=thumb")));
        assertThat(thumb.getHeight()).isGreaterThan(thumb.getWidth());
        // Red was on the left; turned to the right, it is above.
        assertThat(thumb.getRGB(thumb.getWidth() / 4, thumb.getHeight() / 4) >> 16 & 0xFF)
                .isGreaterThan(150);
        assertThat(thumb.getRGB(thumb.getWidth() / 4, thumb.getHeight() * 7 / 8) & 0xFF)
                .isGreaterThan(150);

        assertThat(new String(fetch(alice, media, ""), ISO_8859_1)).contains("52.5200N");
        String others = new String(fetch(bob, media, ""), ISO_8859_1);
        assertThat(others).doesNotContain("52.5200N").contains("Exif");
        assertThat(ImageIO.read(new ByteArrayInputStream(others.getBytes(ISO_8859_1)))
                        .getWidth())
                .isEqualTo(400);
        assertThat(new String(fetch(bob, media, "?variant=thumb"), ISO_8859_1)).doesNotContain("52.5200N");
    }

    @Test
    void upload_headerClaimsTooManyPixels_refused() throws IOException {
        Answer refused = tryUpload("bomb.png", "image/png", png(60_000, 60_000, 1));

        assertThat(refused.code()).isEqualTo("media-refused");
        assertThat(refused.body().path("detail").asString()).contains("pixels");
    }

    @Test
    void upload_fewBytesOfManyPixels_harmsNothing() throws IOException {
        Answer done = tryUpload("large.png", "image/png", png(9_000, 9_000, 9_000));

        assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
        assertThat(done.body().path("width").asInt()).isEqualTo(9_000);
    }

    @Test
    void upload_webp_understood() {
        // One pixel, and something made unlike any other behind it, which others are not given.
        byte[] pixel = Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
        byte[] secret = ("made at " + System.nanoTime()).getBytes(ISO_8859_1);
        ByteBuffer webp =
                ByteBuffer.allocate(pixel.length + secret.length).put(pixel).put(secret);
        Id media = alice.upload("a.webp", "image/webp", webp.array());
        MEDIA.im().letRead(bob.uid(), media);

        assertThat(alice.complete(media).body().path("width").asInt()).isEqualTo(1);
        assertThat(fetch(bob, media, "")).isEqualTo(pixel);
    }

    @Test
    void upload_cutOff_refused() {
        byte[] photo = Pictures.jpeg(300, 300);
        byte[] half = java.util.Arrays.copyOf(photo, 150);

        assertThat(tryUpload("half.jpg", "image/jpeg", half).code()).isEqualTo("media-refused");
    }

    @Test
    void upload_wav_lengthAndWaveform() {
        Answer done = tryUpload("voice.wav", "audio/wav", wav(16_000, 2));

        assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
        assertThat(done.body().path("durationMs").asInt()).isEqualTo(2_000);
    }

    private Answer tryUpload(String name, String type, byte[] content) {
        Answer ticket = alice.ask(name, type, content);
        assertThat(MediaUser.put(ticket.body().path("put"), content).statusCode())
                .isEqualTo(200);
        return alice.complete(ticket.mediaId());
    }

    private static byte[] fetch(MediaUser user, Id media, String query) {
        Answer answer = user.get("/v1/media/" + media + query);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(302);
        return MediaUser.raw(HttpRequest.newBuilder(URI.create(Objects.requireNonNull(answer.location())))
                        .build())
                .body();
    }

    /** Right behind the start, as cameras do it: how it was held, and a description that tells the place. */
    private static byte[] withExif(byte[] jpeg, int orientation, String place) {
        byte[] text = (place + "\0").getBytes(ISO_8859_1);
        int length = 2 + 6 + 8 + 2 + 2 * 12 + 4 + text.length;
        ByteBuffer exif = ByteBuffer.allocate(2 + length)
                .putShort((short) 0xFFE1)
                .putShort((short) length)
                .put("Exif\0\0MM\0*".getBytes(ISO_8859_1))
                .putInt(8)
                .putShort((short) 2)
                .putShort((short) 0x010E)
                .putShort((short) 2)
                .putInt(text.length)
                .putInt(8 + 2 + 24 + 4)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .put(text);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(exif.array());
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    /** Black, of so many rows as are really there. */
    private static byte[] png(int width, int height, int rows) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(data)) {
            byte[] row = new byte[1 + width];
            for (int i = 0; i < rows; i++) {
                deflater.write(row);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 0, 0, 0, 0})
                .array();
        chunk(out, "IHDR", header);
        chunk(out, "IDAT", data.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] data) {
        byte[] named = ByteBuffer.allocate(4 + data.length)
                .put(name.getBytes(ISO_8859_1))
                .put(data)
                .array();
        CRC32 crc = new CRC32();
        crc.update(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private static byte[] wav(int rate, int seconds) {
        int bytes = rate * seconds * 2;
        ByteBuffer wav = ByteBuffer.allocate(44 + bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(ISO_8859_1)).putInt(36 + bytes).put("WAVEfmt ".getBytes(ISO_8859_1));
        wav.putInt(16).putShort((short) 1).putShort((short) 1).putInt(rate).putInt(rate * 2);
        wav.putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(ISO_8859_1))
                .putInt(bytes);
        for (int i = 0; i < rate * seconds; i++) {
            wav.putShort((short) (20_000 * Math.sin(i / 10.0) * i / (rate * seconds)));
        }
        return wav.array();
    }
}
