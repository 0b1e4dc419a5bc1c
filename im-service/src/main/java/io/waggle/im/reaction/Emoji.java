package io.waggle.im.reaction;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;

/**
 * Reads an emoji: one that Unicode recommends for interchange, which includes flags, skin tones and joined sequences.
 *
 * <p>Keyboards write the same emoji with and without variation selectors. The form with all of them that Unicode defines (fully
 * qualified) is stored, so that the same emoji counts once.
 */
final class Emoji {

    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;

    /** The longest emoji has ten code points. */
    private static final int LENGTH_MAX = 32;

    private Emoji() {}

    /**
     * Returns the form in which the emoji is stored.
     *
     * @throws Refused if the text is anything but one emoji
     */
    static String read(String text) {
        if (text.length() <= LENGTH_MAX) {
            String emoji = qualified(text);
            if (UCharacter.hasBinaryProperty(emoji, UProperty.RGI_EMOJI)) {
                return emoji;
            }
        }
        throw new Refused(ErrorCode.INVALID_REQUEST, "emoji must be exactly one emoji, such as \uD83D\uDC4D");
    }

    /** Puts a variation selector behind each part that is shown as text without one. */
    private static String qualified(String text) {
        int[] parts = text.codePoints()
                .filter(part -> part != TEXT_STYLE && part != EMOJI_STYLE)
                .toArray();
        StringBuilder qualified = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            qualified.appendCodePoint(parts[i]);
            boolean hasSkinTone = i + 1 < parts.length && is(parts[i + 1], UProperty.EMOJI_MODIFIER);
            if (is(parts[i], UProperty.EMOJI) && !is(parts[i], UProperty.EMOJI_PRESENTATION) && !hasSkinTone) {
                qualified.appendCodePoint(EMOJI_STYLE);
            }
        }
        return qualified.toString();
    }

    private static boolean is(int part, int property) {
        return UCharacter.hasBinaryProperty(part, property);
    }
}
