package io.waggle.kit.names;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * One line of text in which every character is visible, in a normal form: composed (NFC), without spaces at its ends, and with
 * single spaces within.
 *
 * <p>Invisible characters are allowed only where a script needs them: joiners within words of some scripts and within emoji,
 * variation selectors after the character that they vary, and tags in the flags of regions.
 */
final class VisibleLine {

    /** No script puts more accents on one letter; Zalgo text does. */
    private static final int GENERAL_MARKS = 4;

    /** Includes a script's own marks, such as Tibetan vowels and signs. */
    private static final int ANY_MARKS = 8;

    private static final int ZWNJ = 0x200C;
    private static final int ZWJ = 0x200D;
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int LAST_TAG = 0xE007F;
    private static final int VIRAMA = 9;

    /** Looks like a space, but counts as a symbol. */
    private static final int EMPTY_BRAILLE = 0x2800;

    private static final Normalizer2 COMPOSED = Normalizer2.getNFCInstance();

    /** The scripts in which a joiner changes how letters are written. */
    private static final Set<Integer> SCRIPTS_WITH_JOINERS = Set.of(
            UScript.ARABIC,
            UScript.SYRIAC,
            UScript.NKO,
            UScript.MONGOLIAN,
            UScript.DEVANAGARI,
            UScript.BENGALI,
            UScript.GURMUKHI,
            UScript.GUJARATI,
            UScript.ORIYA,
            UScript.TAMIL,
            UScript.TELUGU,
            UScript.KANNADA,
            UScript.MALAYALAM,
            UScript.SINHALA,
            UScript.KHMER,
            UScript.MYANMAR,
            UScript.TIBETAN);

    private final int[] points;

    private VisibleLine(String text) {
        this.points = COMPOSED.normalize(strip(text)).codePoints().toArray();
    }

    /** The first problem in a text. */
    record Finding(Fault fault, int point) {}

    /** Returns null if the text is valid. */
    static @Nullable Finding check(String text) {
        VisibleLine line = new VisibleLine(text);
        for (int at = 0; at < line.points.length; at++) {
            Fault fault = line.faultAt(at);
            if (fault != null) {
                return new Finding(fault, line.points[at]);
            }
        }
        return null;
    }

    /** Returns the text in its normal form. */
    static String of(String text) {
        return new VisibleLine(text).spelled();
    }

    /** Returns the text without the characters that are not allowed. */
    static String cleaned(String text) {
        String before = "";
        String after = text;
        // After a removal, a mark or a joiner may be left without its base character. Each pass makes the text shorter.
        while (!after.equals(before)) {
            before = after;
            after = new VisibleLine(before).withoutFaults();
        }
        return of(after);
    }

    static boolean showsNothing(String text) {
        return text.codePoints().allMatch(VisibleLine::showsNothing);
    }

    private String withoutFaults() {
        StringBuilder clean = new StringBuilder();
        for (int at = 0; at < points.length; at++) {
            Fault fault = faultAt(at);
            if (fault == null) {
                clean.appendCodePoint(points[at]);
            } else if (fault == Fault.CONTROL) {
                clean.append(' ');
            }
        }
        return clean.toString();
    }

    private String spelled() {
        StringBuilder line = new StringBuilder();
        for (int point : points) {
            if (!isSpace(point)) {
                line.appendCodePoint(point);
            } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        }
        return line.toString().strip();
    }

    private @Nullable Fault faultAt(int at) {
        int point = points[at];
        int type = UCharacter.getType(point);
        if (isControl(type)) {
            return Fault.CONTROL;
        }
        if (UCharacter.hasBinaryProperty(point, UProperty.BIDI_CONTROL)) {
            return Fault.TURNS_TEXT;
        }
        if (isNoCharacter(type)) {
            return Fault.NO_CHARACTER;
        }
        if (isInvisible(point, type) && !isNeeded(at)) {
            return Fault.INVISIBLE;
        }
        return isMark(type) ? faultOfMark(at) : null;
    }

    private @Nullable Fault faultOfMark(int at) {
        int marks = 0;
        int general = 0;
        int carrier = at;
        while (carrier >= 0 && isMark(UCharacter.getType(points[carrier]))) {
            boolean selects = UCharacter.hasBinaryProperty(points[carrier], UProperty.VARIATION_SELECTOR);
            marks += selects ? 0 : 1;
            general += !selects && isOfNoScript(points[carrier]) ? 1 : 0;
            carrier--;
        }
        if (carrier < 0 || isSpace(points[carrier])) {
            return Fault.LONELY_MARK;
        }
        return general > GENERAL_MARKS || marks > ANY_MARKS ? Fault.PILED_MARKS : null;
    }

    /** Returns whether the invisible character has an effect at this position. */
    private boolean isNeeded(int at) {
        int point = points[at];
        if (at == 0) {
            return false;
        }
        int before = points[at - 1];
        if (point == ZWJ || point == ZWNJ) {
            return joins(at) || (point == ZWJ && isEmojiPart(before) && isPictograph(pointAt(at + 1)));
        }
        if (UCharacter.hasBinaryProperty(point, UProperty.VARIATION_SELECTOR)) {
            return !isInvisible(before, UCharacter.getType(before)) && !isSpace(before);
        }
        return isTag(point) && isInFlag(at);
    }

    private boolean joins(int at) {
        int before = points[at - 1];
        int after = pointAt(at + 1);
        return SCRIPTS_WITH_JOINERS.contains(scriptOf(at - 1))
                && (UCharacter.getCombiningClass(before) == VIRAMA || isLetterOrMark(after));
    }

    /** Returns the script of the letter that carries the marks before this position: some marks have no script. */
    private int scriptOf(int at) {
        int carrier = at;
        while (carrier > 0 && isOfNoScript(points[carrier])) {
            carrier--;
        }
        return UScript.getScript(points[carrier]);
    }

    /** Returns whether there are only tags between the black flag and the last tag. */
    private boolean isInFlag(int at) {
        int first = at - 1;
        while (first >= 0 && isTag(points[first]) && points[first] != LAST_TAG) {
            first--;
        }
        int last = at;
        while (isTag(pointAt(last)) && pointAt(last) != LAST_TAG) {
            last++;
        }
        return first >= 0 && points[first] == BLACK_FLAG && pointAt(last) == LAST_TAG;
    }

    private int pointAt(int at) {
        return at < points.length ? points[at] : 0;
    }

    private static boolean isControl(int type) {
        return type == UCharacterCategory.CONTROL
                || type == UCharacterCategory.LINE_SEPARATOR
                || type == UCharacterCategory.PARAGRAPH_SEPARATOR;
    }

    private static boolean isNoCharacter(int type) {
        return type == UCharacterCategory.UNASSIGNED
                || type == UCharacterCategory.PRIVATE_USE
                || type == UCharacterCategory.SURROGATE;
    }

    private static boolean isInvisible(int point, int type) {
        return UCharacter.hasBinaryProperty(point, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || (type == UCharacterCategory.FORMAT
                        && !UCharacter.hasBinaryProperty(point, UProperty.PREPENDED_CONCATENATION_MARK));
    }

    private static boolean showsNothing(int point) {
        int type = UCharacter.getType(point);
        return isSpace(point) || point == EMPTY_BRAILLE || isControl(type) || isInvisible(point, type);
    }

    private static boolean isMark(int type) {
        return type == UCharacterCategory.NON_SPACING_MARK
                || type == UCharacterCategory.ENCLOSING_MARK
                || type == UCharacterCategory.COMBINING_SPACING_MARK;
    }

    private static boolean isLetterOrMark(int point) {
        return UCharacter.isLetter(point) || isMark(UCharacter.getType(point));
    }

    private static boolean isOfNoScript(int point) {
        int script = UScript.getScript(point);
        return script == UScript.INHERITED || script == UScript.COMMON;
    }

    private static boolean isPictograph(int point) {
        return UCharacter.hasBinaryProperty(point, UProperty.EXTENDED_PICTOGRAPHIC);
    }

    private static boolean isEmojiPart(int point) {
        return isPictograph(point)
                || point == LAST_TAG
                || UCharacter.hasBinaryProperty(point, UProperty.EMOJI_MODIFIER)
                || UCharacter.hasBinaryProperty(point, UProperty.VARIATION_SELECTOR);
    }

    private static boolean isTag(int point) {
        return point >= 0xE0020 && point <= LAST_TAG;
    }

    private static boolean isSpace(int point) {
        return UCharacter.isUWhiteSpace(point);
    }

    private static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (to > from && isSpace(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }
}
