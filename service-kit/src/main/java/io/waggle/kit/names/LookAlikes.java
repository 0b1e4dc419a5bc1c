package io.waggle.kit.names;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Computes the visual form of a name: two names have the same form if a reader confuses them.
 *
 * <p>The forms are made with Unicode's table of confusable characters (UTS 39) from ICU, and are only for comparison.
 */
final class LookAlikes {

    private static final SpoofChecker CONFUSABLES = new SpoofChecker.Builder().build();
    private static final Normalizer2 COMPATIBLE = Normalizer2.getNFKDInstance();

    /** Small capitals, which Unicode's table does not map. */
    private static final String SMALL_CAPITALS = "ᴀʙᴅᴇꜰɢʜᴊĸʟʍɴᴘꞯʀᴛ";

    private static final String THEIR_LETTERS = "abdefghjklmnpqrt";

    private static final String DIGITS = "01345679@$";
    private static final String DIGITS_AS_LETTERS = "oleastggas";

    private LookAlikes() {}

    /**
     * Returns the form of a username, which is ASCII. These look alike: {@code l}, {@code 1} and {@code I}; {@code o} and
     * {@code 0}; {@code m} and {@code rn}. A small {@code i} looks like none of them, so the username is used as it was
     * written.
     */
    static String ofUsername(String username) {
        // Once as written and once in lower case: M looks like no other letter, but m does.
        return skeleton(skeleton(username).toLowerCase(Locale.ROOT));
    }

    /**
     * Returns the forms of a reserved word, or of a name that may imitate one: letters only, without accents, each digit
     * replaced by the letter that it imitates. There are two forms, because some letters look alike only as capitals.
     */
    static Set<String> ofWord(String text) {
        String plain = COMPATIBLE.normalize(text);
        return Stream.of(plain.toLowerCase(Locale.ROOT), plain.toUpperCase(Locale.ROOT))
                .map(LookAlikes::letters)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String letters(String text) {
        StringBuilder letters = new StringBuilder();
        COMPATIBLE
                .normalize(skeleton(skeleton(text).toLowerCase(Locale.ROOT)))
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .map(LookAlikes::letter)
                .filter(Character::isLetter)
                .forEach(letters::appendCodePoint);
        return letters.toString().replace("rn", "m").replace("vv", "w");
    }

    private static int letter(int point) {
        int small = SMALL_CAPITALS.indexOf(point);
        if (small >= 0) {
            return likeL(THEIR_LETTERS.charAt(small));
        }
        int digit = DIGITS.indexOf(point);
        if (digit >= 0) {
            return DIGITS_AS_LETTERS.charAt(digit);
        }
        return likeL(inBox(point));
    }

    /** Returns the letter in a flag, a circle or a square, for characters that have no decomposition. */
    private static int inBox(int point) {
        for (int first : new int[] {0x1F1E6, 0x1F150, 0x1F170}) {
            if (point >= first && point < first + 26) {
                return 'a' + point - first;
            }
        }
        return point;
    }

    private static int likeL(int letter) {
        return letter == 'i' || letter == '|' || letter == '!' ? 'l' : letter;
    }

    private static String skeleton(String text) {
        return CONFUSABLES.getSkeleton(text);
    }
}
