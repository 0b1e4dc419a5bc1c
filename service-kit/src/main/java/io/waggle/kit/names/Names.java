package io.waggle.kit.names;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Username;
import org.jspecify.annotations.Nullable;

/** The rules for names that others read. Each method returns the name in its stored form, or refuses and says what is wrong. */
public final class Names {

    /** Composing and stripping can shorten a text, but hardly to an eighth of its length; a longer text is refused at once. */
    private static final int SPELLINGS = 8;

    private Names() {}

    /** Checks a username: ASCII, since it is part of topics, and not reserved. The database checks that it is free. */
    public static String username(String username) {
        if (!Username.isValid(username)) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "username must have " + Username.RULE);
        }
        if (ReservedNames.contain(ReservedNames.Place.USERNAME, username)) {
            throw new Refused(
                    ErrorCode.USERNAME_TAKEN,
                    "username looks like one of the service's own names; choose another username");
        }
        return username;
    }

    /** Returns the form that confusable usernames share: two users cannot have usernames of the same form. */
    public static String formOfUsername(String username) {
        return LookAlikes.ofUsername(username);
    }

    /** Checks the name of a person, global or within a group. */
    public static String ofPerson(String member, @Nullable String value, int max) {
        return notReserved(member, line(member, value, max), ReservedNames.Place.PERSON);
    }

    /** Checks the name of a group. */
    public static String ofGroup(String member, @Nullable String value, int max) {
        return notReserved(member, line(member, value, max), ReservedNames.Place.GROUP);
    }

    /** Checks one line of visible text: composed (NFC), stripped, 1 to {@code max} characters. */
    public static String line(String member, @Nullable String value, int max) {
        String text = wellFormed(member, value);
        checkLength(member, text, max * SPELLINGS, max);
        VisibleLine.Finding finding = VisibleLine.check(text);
        // A text without any visible character gets a message of its own, which is clearer than the first finding.
        if (VisibleLine.showsNothing(text)) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    member + " has no visible character; it must have 1 to " + max + " characters");
        }
        if (finding != null) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST, member + " " + finding.fault().sentence(finding.point()));
        }
        return checkLength(member, VisibleLine.of(text), max, max);
    }

    /**
     * Returns the name of a file. Most file names are not chosen by a person, so forbidden characters are removed and not
     * refused: invisible characters, folders, and characters that change the direction of text ({@code gpj.exe} would
     * be shown as {@code exe.jpg}).
     */
    public static String ofFile(String member, @Nullable String value, int max) {
        String text = wellFormed(member, value);
        checkLength(member, text, max * SPELLINGS, max);
        String name = VisibleLine.cleaned(text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1));
        if (VisibleLine.showsNothing(name) || name.chars().allMatch(character -> character == '.')) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    member + " has no file name in it; the file name must have 1 to " + max + " characters");
        }
        return checkLength(member, name, max, max);
    }

    private static String notReserved(String member, String name, ReservedNames.Place place) {
        if (ReservedNames.contain(place, name)) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    member + " looks like one of the service's own names; choose another, or add other words to it");
        }
        return name;
    }

    /** Refuses unpaired surrogates: JSON can contain them, UTF-8 cannot store them. */
    private static String wellFormed(String member, @Nullable String value) {
        if (value == null) {
            throw new Refused(ErrorCode.INVALID_REQUEST, member + " is missing");
        }
        if (value.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw new Refused(ErrorCode.INVALID_REQUEST, member + " is not valid Unicode");
        }
        return value;
    }

    private static String checkLength(String member, String text, int limit, int max) {
        int length = text.codePointCount(0, text.length());
        if (length > limit) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST, member + " has " + length + " characters; it must have at most " + max);
        }
        return text;
    }
}
