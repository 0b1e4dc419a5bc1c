package io.waggle.media.inspect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

class SnifferTest {

    @ParameterizedTest
    @CsvSource({
        "image/png, image/png, true",
        "image/png, image/jpeg, false",
        "image/png, text/html, false",
        "image/heic, application/octet-stream, true",
        "video/mp4, video/quicktime, true",
        "video/mp4, text/html, false",
        "video/webm, application/x-matroska, true",
        "audio/wav, audio/vnd.wave, true",
        "audio/webm, application/x-matroska, true",
        "audio/mp4, video/quicktime, true",
        "audio/ogg, video/mp4, false",
        "video/x-ms-wmv, video/x-ms-wmv, false",
        "application/pdf, text/plain, true"
    })
    void agree_saidAndFound(String said, String found, boolean agree) {
        assertThat(Sniffer.agree(said, found)).isEqualTo(agree);
    }

    @Test
    void typeOf_firstBytes_whateverTheNameSays() {
        assertThat(new Sniffer().typeOf("<html><script>".getBytes(ISO_8859_1))).isEqualTo("text/html");
        assertThat(new Sniffer().typeOf("\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1)))
                .isEqualTo("image/png");
        assertThat(new Sniffer().typeOf("#EXTM3U\nhttp://127.0.0.1/".getBytes(ISO_8859_1)))
                .doesNotContain("mp4");
    }
}
