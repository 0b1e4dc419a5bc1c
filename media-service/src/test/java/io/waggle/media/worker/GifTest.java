package io.waggle.media.worker;

import org.junit.jupiter.api.Test;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GifTest {

    @Test
    void strip_commentAndXmp_goneAndTheRestAsItWas() throws Exception {
        byte[] plain = gif();
        String text = new String(plain, ISO_8859_1);
        String told = text.substring(0, text.length() - 1)
                + "!\u00FE\u0007secret1\0"
                + "!\u00FF\u000BXMP DataXMP\u0007secret2\0"
                + "!\u00FF\u000BNETSCAPE2.0\u0003\u0001\0\0\0"
                + ";secret3";

        byte[] stripped = Metadata.strip("image/gif", told.getBytes(ISO_8859_1), Orientation.UPRIGHT);

        assertThat(new String(stripped, ISO_8859_1))
                .doesNotContain("secret")
                .contains("NETSCAPE2.0")
                .startsWith(text.substring(0, text.length() - 1));
        assertThat(ImageIO.read(new ByteArrayInputStream(stripped)).getWidth()).isEqualTo(20);
        assertThat(Metadata.strip("image/gif", plain, Orientation.UPRIGHT)).isEqualTo(plain);
    }

    @Test
    void strip_cutOff_unreadable() throws IOException {
        byte[] plain = gif();
        for (int length = 0; length < plain.length; length++) {
            byte[] cut = Arrays.copyOf(plain, length);

            assertThatThrownBy(() -> Metadata.strip("image/gif", cut, Orientation.UPRIGHT))
                    .as("%s bytes", length)
                    .isInstanceOf(Unreadable.class);
        }
    }

    private static byte[] gif() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_BYTE_INDEXED), "gif", bytes);
        return bytes.toByteArray();
    }
}
