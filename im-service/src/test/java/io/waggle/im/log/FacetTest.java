package io.waggle.im.log;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Album;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Media;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FacetTest {

    @Test
    void of_plainText_hasNone() {
        assertThat(Facet.of(text("hi"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "see (HTTP://10.0.0.1)",
                "www.bees.example",
                "\u89c1https://\u8702.example"
            })
    void of_textWithAnAddress_isALink(String text) {
        assertThat(Facet.of(text(text))).containsExactly(Facet.LINK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https:// ", "xhttps://example.com", "wwwx.example", "example.com", "ftp://example.com"})
    void of_textWithout_isNone(String text) {
        assertThat(Facet.of(text(text))).isEmpty();
    }

    @Test
    void of_media_isTheirKindAndMedia() {
        Media media = Media.getDefaultInstance();

        assertThat(Facet.of(Content.newBuilder().setImage(media).build())).containsExactly(Facet.MEDIA, Facet.IMAGE);
        assertThat(Facet.of(Content.newBuilder().setVideo(media).build())).containsExactly(Facet.MEDIA, Facet.VIDEO);
        assertThat(Facet.of(Content.newBuilder()
                        .setAlbum(Album.getDefaultInstance())
                        .build()))
                .containsExactly(Facet.MEDIA, Facet.ALBUM);
        assertThat(Facet.of(Content.newBuilder().setVoice(media).build())).containsExactly(Facet.VOICE);
        assertThat(Facet.of(Content.newBuilder()
                        .setFile(media)
                        .setCaption("www.example.com")
                        .build()))
                .containsExactly(Facet.FILE, Facet.LINK);
    }

    @Test
    void parse_unknown_namesAll() {
        assertThat(Facet.parse("voice")).isEqualTo(Facet.VOICE);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> Facet.parse("VOICE"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .withMessageContaining("media, image");
    }

    private static Content text(String text) {
        return Content.newBuilder().setText(text).build();
    }
}
