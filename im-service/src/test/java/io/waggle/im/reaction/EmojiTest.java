package io.waggle.im.reaction;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmojiTest {

    /** Thumbs up, with a skin tone, a flag, the flag of Scotland, a family, a kiss with skin tones, a keycap. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uD83D\uDC4D",
                "\uD83D\uDC4D\uD83C\uDFFD",
                "\uD83C\uDDE7\uD83C\uDDF7",
                "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F",
                "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66",
                "\uD83D\uDC69\uD83C\uDFFB\u200D\u2764\uFE0F\u200D\uD83D\uDC8B\u200D\uD83D\uDC68\uD83C\uDFFB",
                "1\uFE0F\u20E3"
            })
    void read_oneEmoji_isKept(String emoji) {
        assertThat(Emoji.read(emoji)).isEqualTo(emoji);
    }

    /** A heart, a running man, a rainbow flag, a pointing finger with a skin tone: as keyboards write them. */
    @ParameterizedTest
    @CsvSource({
        "'\u2764', '\u2764\uFE0F'",
        "'\u2764\uFE0E', '\u2764\uFE0F'",
        "'\uD83D\uDC4D\uFE0F', '\uD83D\uDC4D'",
        "'\uD83C\uDFC3\u200D\u2642', '\uD83C\uDFC3\u200D\u2642\uFE0F'",
        "'\uD83C\uDFF3\u200D\uD83C\uDF08', '\uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08'",
        "'\u261D\uFE0F\uD83C\uDFFB', '\u261D\uD83C\uDFFB'"
    })
    void read_anotherFormOfTheSame_isTheOneForm(String written, String form) {
        assertThat(Emoji.read(written)).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "1",
                "#",
                ":)",
                "ok",
                "\uD83D\uDC4Da",
                "\uD83D\uDC4D ",
                "\uD83D\uDC4D\uD83D\uDC4D",
                "\uD83C\uDDE7",
                "\uFE0F",
                "\u200D",
                "\uD83D",
                "\uD83C\uDDFD\uD83C\uDDFD"
            })
    void read_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Emoji.read(text))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }
}
